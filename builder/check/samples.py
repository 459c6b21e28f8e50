"""Samples of all texts, made in the workers and kept by the store, so that a text is read for them once."""

from collections.abc import Iterable
from concurrent.futures import Executor

import msgspec

from builder.check.shingles import Hashes, pack, read_shingles, sample_of, unpack
from builder.chunks import run_in_chunks
from builder.store import Store


class SampleTask(msgspec.Struct, frozen=True, kw_only=True):
    """Texts for one worker to sample, as their words are kept."""

    words: tuple[bytes, ...]


class SampleResult(msgspec.Struct, frozen=True, kw_only=True):
    """The packed samples of a task's texts, in their order."""

    samples: tuple[bytes, ...]


def recall_samples(digests: Iterable[str], store: Store, executor: Executor) -> dict[str, Hashes]:
    """The sample of each text, by the digest of its words; the store keeps it."""
    wanted = dict.fromkeys(digests)
    samples = store.read("sample", wanted)
    unknown = store.read("words", [digest for digest in wanted if digest not in samples])

    def task(number: int, chunk: tuple[str, ...]) -> SampleTask:
        return SampleTask(words=tuple(unknown[digest] for digest in chunk))

    results = run_in_chunks(executor, sample_chunk, list(unknown), task, str, lambda done, total: None)
    made = (sample for result in results for sample in result.samples)
    fresh = dict(zip(unknown, made, strict=True))
    store.write("sample", fresh.items())
    store.forget_others("sample", wanted)
    samples |= fresh
    return {digest: unpack(samples.get(digest, b"")) for digest in wanted}


def sample_chunk(task: SampleTask) -> SampleResult:
    """Sample the texts of one task, in any process."""
    return SampleResult(samples=tuple(pack(sample_of(read_shingles(words))) for words in task.words))
