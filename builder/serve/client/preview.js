// What a page of the preview does when a build has ended: it takes new style sheets without losing its place, and
// for anything else it loads itself anew. A plug-in of the livereload client, which brings the news.
"use strict";

/** The script's own element says which build the page is of. */
const own = /** @type {HTMLScriptElement} */ (document.currentScript);

/**
 * Elements of style sheets, in their order.
 * @param {Document} page
 */
function styleSheets(page) {
    return /** @type {HTMLLinkElement[]} */ (Array.from(page.querySelectorAll('link[rel="stylesheet"]')));
}

/**
 * Take the style sheets of a newer state of this page; the old ones go when the new ones have come.
 * @param {HTMLLinkElement[]} newer
 */
function exchangeStyleSheets(newer) {
    const changed = styleSheets(document)
        .map((link, place) => /** @type {const} */ ([link, newer[place]?.getAttribute("href") ?? ""]))
        .filter(([link, address]) => address && address !== link.getAttribute("href"));
    for (const [link, address] of changed) {
        const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
        next.href = address;
        next.onload = next.onerror = () => link.remove();
        link.after(next);
    }
}

/** Show what the last build has made of this page; where it is as it was, it stays, and what a reader is doing in it. */
async function renew() {
    try {
        const answer = await fetch(location.href, { cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const tag = /** @type {HTMLScriptElement | null} */ (page.querySelector("script[data-shape]"));
        // Of search the page is only the frame: what is found may have changed.
        if (tag?.dataset.shape === own.dataset.shape && !document.querySelector("main input[name=q]")) {
            exchangeStyleSheets(styleSheets(page));
            own.dataset.seen = tag?.dataset.seen;
            return;
        }
    } catch {
        // The server may be on its way down: loading shows what is the matter.
    }
    location.reload();
}

/** Named so that the livereload client finds it. */
class LiveReloadPluginFonds {
    static identifier = "fonds";
    static version = "1";

    /** What the server is told when a connection begins. */
    analyze() {
        return { seen: own.dataset.seen };
    }

    /** @returns {boolean} that nobody else need do anything */
    reload() {
        void renew();
        return true;
    }
}

Object.assign(window, { LiveReloadPluginFonds });
