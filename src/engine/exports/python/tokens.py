"""Cuts a text into the tokens that the model was trained on, by Gatescope's rules.

The classes of characters come from vocabulary.json, so that they are those of Gatescope whatever this
Python knows of Unicode. What Gatescope cuts with a dictionary (Chinese, Japanese, Thai and their like), and
by version 1 of its rules some emoji, is refused here; such a text is cut there:
`node dist/cli.js tokens FILE --json > tokens.json`, and continue.py takes that file.
"""

import bisect
import json
import unicodedata

# Version 2: see the class names of Gatescope's src/engine/text/tokens/wordBreakClasses.ts.
LETTER, HEBREW, MARK, FORMAT, APOSTROPHE, MIDDLE, QUOTE, SPACE = range(1, 9)
RETURN, FEED, UNSPACED, DIGIT, UNDERSCORE, INDICATOR, PICTOGRAPH, MODIFIER = range(9, 17)
# Version 1: characterClasses.ts.
SPACE_1, RETURN_1, FEED_1, LETTER_1, UNSPACED_1, MARK_1, JOINER_1, DIGIT_1 = range(1, 9)
UNDERSCORE_1, APOSTROPHE_1, EMOJI_1 = range(9, 12)

MOST_AFTER_MIDDLE = 32
# White space: JavaScript's in version 1, that of str.split() in version 2.
PLAIN = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
SPACES = {
    1: set("\t\n\v\f\r " + PLAIN + "\u2028\u2029\u202f\u205f\u3000\ufeff"),
    2: set("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85" + PLAIN + "\u2028\u2029\u202f\u205f\u3000"),
}


class NotCut(ValueError):
    """Why a text cannot be cut here."""


def read_text(path):
    """The characters as they are: line ends are the tokeniser's business."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    return text[1:] if text.startswith("\ufeff") else text


def read_tokens(path):
    """What `node dist/cli.js tokens FILE --json` printed."""
    with open(path, encoding="utf-8") as file:
        return [entry["token"] for entry in json.load(file)]


def refuse(text, at):
    code = f"U+{ord(text[at]):04X}"
    raise NotCut(
        f"{code}, character {at} of the text, is cut by Gatescope with data that Python does not have. "
        "Cut the text there: node dist/cli.js tokens FILE --json > tokens.json, and give that file."
    )


class Cutter:
    """Made of what vocabulary.json says: `tokens`, `cut` and `classes`."""

    def __init__(self, vocabulary):
        self.kind, self.version = vocabulary["tokens"], vocabulary["cut"]
        runs = vocabulary.get("classes", [])
        self.starts, self.classes = runs[0::2], runs[1::2]
        self.known = {}

    def cut(self, text):
        """The tokens of a text, in order."""
        if self.kind == "characters":
            return self.characters(text)
        if self.kind != "words":
            return self.between_spaces(text)
        tokens = self.words_1(text) if self.version == 1 else self.words_2(text)
        if self.version == 1:
            return list(tokens)
        return [unicodedata.normalize("NFC", token) for token in tokens]

    def characters(self, text):
        return list(text.removeprefix("\ufeff").replace("\r\n", "\n"))

    def between_spaces(self, text):
        spaces, tokens, at = SPACES[self.version], [], 0
        while at < len(text):
            if self.kind != "ids" and line_break(text, at):
                tokens.append("<eos>")
                at += line_break(text, at)
            elif text[at] in spaces or (at == 0 and text[at] == "\ufeff"):
                at += 1
            else:
                end = at + 1
                while end < len(text) and text[end] not in spaces:
                    end += 1
                tokens.append(text[at:end])
                at = end
        return tokens

    def of(self, text, at):
        """The class of a character; -1 at the end of the text."""
        if at >= len(text):
            return -1
        character = text[at]
        found = self.known.get(character)
        if found is None:
            found = self.classes[bisect.bisect_right(self.starts, ord(character)) - 1]
            self.known[character] = found
        return found

    # Version 2: the boundaries of UAX #29 with Gatescope's exceptions.

    def words_2(self, text):
        at = 0
        while at < len(text):
            kind = self.of(text, at)
            if kind == UNSPACED:
                refuse(text, at)
            end = self.after_extensions(text, at) if kind in (MARK, FORMAT) else at
            if end > at and all(self.of(text, n) == FORMAT for n in range(at, end)):
                at = end
                continue
            if end == at:
                end = self.token_end(text, at, kind)
            if end > at:
                yield "\n" if kind == FEED or line_break(text, at) else text[at:end]
            at = max(end, at + 1)

    def token_end(self, text, at, kind):
        if kind == SPACE:
            return at
        if kind in (RETURN, FEED):
            return after_line_breaks(text, at)
        if kind in (LETTER, HEBREW):
            return self.after_word(text, at)
        if kind in (DIGIT, UNDERSCORE):
            while self.of(text, at) == kind:
                at = self.after_symbol(text, at)
            return at
        if kind == PICTOGRAPH:
            return self.after_pictograph(text, at)
        end = self.after_symbol(text, at)
        if kind == INDICATOR and self.of(text, end) == INDICATOR:
            end = self.after_symbol(text, end)
        return end

    def after_symbol(self, text, at):
        return self.after_extensions(text, at + 1)

    def after_extensions(self, text, at, most=None):
        """After all that combines with the character before; `most` counts UTF-16 units."""
        units = 0
        while self.of(text, at) in (MARK, FORMAT) and (most is None or units <= most):
            units += 2 if ord(text[at]) > 0xFFFF else 1
            at += 1
        return at

    def after_word(self, text, at):
        while True:
            while LETTER <= self.of(text, at) <= FORMAT:
                at += 1
            kind = self.of(text, at)
            if kind not in (APOSTROPHE, MIDDLE, QUOTE):
                return at
            end = self.after_middle(text, at, kind)
            if end == at:
                return at
            at = end

    def after_middle(self, text, at, sign):
        """After a sign within a word; its own place where it does not belong to the word."""
        end = self.after_extensions(text, at + 1, MOST_AFTER_MIDDLE)
        after = self.of(text, end)
        is_after_hebrew = self.before(text, at) == HEBREW
        if sign == QUOTE:
            return end if after == HEBREW and is_after_hebrew else at
        if after in (LETTER, HEBREW):
            return end
        return at + 1 if sign == APOSTROPHE and is_after_hebrew else at

    def before(self, text, at):
        for place in range(at - 1, -1, -1):
            kind = self.of(text, place)
            if kind not in (MARK, FORMAT):
                return kind
        return -1

    def after_pictograph(self, text, at):
        end = self.after_symbol(text, at)
        while True:
            kind = self.of(text, end)
            is_joined = kind == PICTOGRAPH and text[end - 1] == "\u200d"
            if not is_joined and kind != MODIFIER:
                return end
            end = self.after_symbol(text, end)

    # Version 1, for models from before version 2.

    def words_1(self, text):
        at = 0
        while at < len(text):
            kind = self.of(text, at)
            if kind == SPACE_1 or (kind == RETURN_1 and not line_break(text, at)):
                at += 1
                continue
            if kind == UNSPACED_1:
                refuse(text, at)
            if kind in (RETURN_1, FEED_1):
                yield "\n"
                at = after_line_breaks(text, at)
                continue
            if kind == LETTER_1:
                end = self.after_word_1(text, at)
            elif kind in (DIGIT_1, UNDERSCORE_1):
                end = self.after_class(text, at, kind)
            else:
                end = self.after_symbol_1(text, at, kind)
            yield text[at:end]
            at = end

    def after_class(self, text, at, kind):
        while self.of(text, at) == kind:
            at += 1
        return at

    def after_word_1(self, text, at):
        while True:
            while self.of(text, at) in (LETTER_1, MARK_1, JOINER_1):
                at += 1
            if self.of(text, at) != APOSTROPHE_1 or self.of(text, at + 1) != LETTER_1:
                return at
            at += 1

    def after_symbol_1(self, text, at, kind):
        """Sequences of emoji are in a table that only Gatescope has."""
        follower = text[at + 1 : at + 2]
        is_sequence = follower != "" and (
            self.of(text, at + 1) in (MARK_1, JOINER_1) or is_part(ord(follower))
        )
        if kind == EMOJI_1 and is_sequence:
            refuse(text, at)
        if text[at] in "#*" and follower == "\ufe0f":
            refuse(text, at)
        return self.after_class(text, at + 1, MARK_1)


def is_part(code):
    """Of flags and of emoji with a skin tone."""
    is_flag = 0x1F1E6 <= code <= 0x1F1FF or 0xE0020 <= code <= 0xE007F
    return is_flag or 0x1F3FB <= code <= 0x1F3FF


def line_break(text, at):
    """1 or 2 characters of line break at a place, 0 if there is none."""
    if text.startswith("\r\n", at):
        return 2
    return 1 if text.startswith("\n", at) else 0


def after_line_breaks(text, at):
    while line_break(text, at):
        at += line_break(text, at)
    return at
