"""Languages by their names, as readers know them.

Names: Unicode CLDR 47 (Unicode License v3), all codes of ISO 639-1 and older languages that archives have.
"""

_NAMES = dict(
    " ".join(entry.split()).split(" ", 1)
    for entry in """
    aa Afar; ab Abkhazian; ae Avestan; af Afrikaans; ak Akan; am Amharic; an Aragonese; ang Old English; ar
    Arabic; arc Aramaic; as Assamese; ast Asturian; av Avaric; ay Aymara; az Azerbaijani; ba Bashkir; be
    Belarusian; bg Bulgarian; bi Bislama; bm Bambara; bn Bangla; bo Tibetan; br Breton; bs Bosnian; ca
    Catalan; ce Chechen; ch Chamorro; chr Cherokee; ckb Central Kurdish; co Corsican; cr Cree; cs Czech; cu
    Church Slavic; cv Chuvash; cy Welsh; da Danish; de German; dv Divehi; dz Dzongkha; ee Ewe; egy Ancient
    Egyptian; el Greek; en English; enm Middle English; eo Esperanto; es Spanish; et Estonian; eu Basque; fa
    Persian; ff Fula; fi Finnish; fil Filipino; fj Fijian; fo Faroese; fr French; frm Middle French; fro Old
    French; fy Western Frisian; ga Irish; gd Scottish Gaelic; gl Galician; gmh Middle High German; gn
    Guarani; goh Old High German; grc Ancient Greek; gsw Swiss German; gu Gujarati; gv Manx; ha Hausa; haw
    Hawaiian; he Hebrew; hi Hindi; hmn Hmong; ho Hiri Motu; hr Croatian; ht Haitian Creole; hu Hungarian; hy
    Armenian; hz Herero; ia Interlingua; id Indonesian; ie Interlingue; ig Igbo; ii Sichuan Yi; ik Inupiaq;
    io Ido; is Icelandic; it Italian; iu Inuktitut; ja Japanese; jv Javanese; ka Georgian; kg Kongo; ki
    Kikuyu; kj Kuanyama; kk Kazakh; kl Kalaallisut; km Khmer; kn Kannada; ko Korean; kr Kanuri; ks Kashmiri;
    ku Kurdish; kv Komi; kw Cornish; ky Kyrgyz; la Latin; lb Luxembourgish; lg Ganda; li Limburgish; ln
    Lingala; lo Lao; lt Lithuanian; lu Luba-Katanga; lv Latvian; mg Malagasy; mh Marshallese; mi Māori; mk
    Macedonian; ml Malayalam; mn Mongolian; mr Marathi; ms Malay; mt Maltese; mul Multiple languages; my
    Burmese; na Nauru; nb Norwegian Bokmål; nd North Ndebele; nds Low German; ne Nepali; ng Ndonga; nl Dutch;
    nn Norwegian Nynorsk; no Norwegian; non Old Norse; nr South Ndebele; nv Navajo; ny Nyanja; oc Occitan; oj
    Ojibwa; om Oromo; or Odia; os Ossetic; pa Punjabi; pi Pali; pl Polish; ps Pashto; pt Portuguese; qu
    Quechua; rm Romansh; rn Rundi; ro Romanian; ru Russian; rw Kinyarwanda; sa Sanskrit; sc Sardinian; sco
    Scots; sd Sindhi; se Northern Sami; sg Sango; si Sinhala; sk Slovak; sl Slovenian; sm Samoan; sn Shona;
    so Somali; sq Albanian; sr Serbian; ss Swati; st Southern Sotho; su Sundanese; sv Swedish; sw Swahili;
    syr Syriac; ta Tamil; te Telugu; tg Tajik; th Thai; ti Tigrinya; tk Turkmen; tl Tagalog; tn Tswana; to
    Tongan; tr Turkish; ts Tsonga; tt Tatar; tw Twi; ty Tahitian; ug Uyghur; uk Ukrainian; ur Urdu; uz Uzbek;
    ve Venda; vi Vietnamese; vo Volapük; wa Walloon; wo Wolof; xh Xhosa; yi Yiddish; yo Yoruba; yue
    Cantonese; za Zhuang; zh Chinese; zu Zulu
    """.split(";")
)


def name_language(tag: str) -> str:
    """`German`, `Portuguese (pt-BR)` of a tag (BCP 47); the tag itself where the language is not in the table."""
    code, _, rest = tag.partition("-")
    name = _NAMES.get(code.lower())
    if not name:
        return tag
    return f"{name} ({tag})" if rest else name
