"""Whether what was printed is what a document shows. `…` stands for what varies from run to run."""

import json
import re

ANY = "…"


def difference(fence, printed):
    """Nothing where it fits, else what is wrong, in words."""
    if fence.info == "json output":
        try:
            fits = same(json.loads(fence.text), json.loads(printed))
        except json.JSONDecodeError as error:
            return f"can't be compared as JSON ({error})"
    else:
        fits = lines(fence.text).fullmatch("\n".join(each.rstrip() for each in printed.rstrip().splitlines()) + "\n")
    return None if fits else "differs"


def same(shown, printed):
    """Values are equal. An object with a key `…` may have others, a list that ends in `…` may go on."""
    if shown == ANY:
        return True
    if isinstance(shown, dict) and isinstance(printed, dict):
        named = {key: value for key, value in shown.items() if key != ANY}
        more = ANY in shown or named.keys() == printed.keys()
        return more and all(key in printed and same(value, printed[key]) for key, value in named.items())
    if isinstance(shown, list) and isinstance(printed, list):
        if shown and shown[-1] == ANY:
            shown, printed = shown[:-1], printed[: len(shown) - 1]
        return len(shown) == len(printed) and all(map(same, shown, printed))
    if isinstance(shown, str) and isinstance(printed, str):
        return line(shown).fullmatch(printed) is not None
    return type(shown) is type(printed) and shown == printed


def line(text):
    return re.compile(r".*?".join(re.escape(each) for each in text.split(ANY)), re.DOTALL)


def lines(text):
    """A line that is nothing but `…` stands for any number of lines."""
    return re.compile("".join(one_line(each.rstrip()) for each in text.rstrip().splitlines()))


def one_line(text):
    if text.strip() == ANY:
        return r"(?:[^\n]*\n)*?"
    return r"[^\n]*?".join(re.escape(each) for each in text.split(ANY)) + r"\n"
