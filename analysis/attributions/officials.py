"""Lists of persons: names with and without their posts."""

from __future__ import annotations

import re

from analysis.attributions.department_names import split_outside

_POST = (
    r"(?:长|书记|主任|主席|委员|常委|成员|巡视员|调研员|专员|助理|干部|领导(?:同志)?|同志|负责人|责任人|秘书)"
)
_ONLY_POST = re.compile(rf"[一-龥]*{_POST}(?:（[^（）]*）)?")
_NAME = re.compile(r"[一-龥][一-龥某·×*xXＸ○〇]{1,3}(?:·[一-龥]{1,8})*(?:[（(][^（）()]*[）)])?")
_POST_AND_NAME = re.compile(
    rf"[一-龥]*{_POST}[ 　]*[一-龥][一-龥某×*xXＸ○〇]{{1,2}}(?:[（(][^（）()]*[）)])?"
)


def like_person(name: str) -> bool:
    """Whether a string may be the name or the post of a person.

    Parameters
    ----------
    name : str
        A piece of a list.

    Returns
    -------
    bool
        True for two to four hanzi, and for posts with or without a name.

    Examples
    --------
    >>> [like_person(name) for name in ("甲某某", "副县长甲某某", "分管副县长", "加快推进各项工作落实")]
    [True, True, True, False]
    """
    return any(form.fullmatch(name) for form in (_NAME, _ONLY_POST, _POST_AND_NAME))


def _parted(piece: str) -> list[str]:
    """A piece of a list cut at its blanks, but for those within a name and between a name and its post.

    >>> _parted("甲某某 乙某某"), _parted("甲 某"), _parted("常务副县长 甲某某 乙某某 副县长")
    (['甲某某', '乙某某'], ['甲某'], ['常务副县长 甲某某', '乙某某 副县长'])
    """
    words = piece.split()
    if words and all(len(word) == 1 for word in words):
        return ["".join(words)]
    people: list[str] = []
    open_post = False  # a post that waits for its name
    for word in words:
        is_post = _ONLY_POST.fullmatch(word) is not None
        if people and len(people[-1]) == 1:
            people[-1] += word
        elif people and (open_post or (is_post and _NAME.fullmatch(people[-1]))):
            people[-1] += f" {word}"
            open_post = open_post and is_post
        else:
            people.append(word)
            open_post = is_post
    return people


def split_people(text: str) -> list[str]:
    """The persons of a list, verbatim and in order, each once.

    Parameters
    ----------
    text : str
        A list of persons, their names parted by 、 / or blanks.

    Returns
    -------
    list of str
        A post goes with the name behind it, also where it is one of several.

    Examples
    --------
    >>> split_people("甲某某、乙某某"), split_people("县委常委、副县长甲某某")
    (['甲某某', '乙某某'], ['县委常委、副县长甲某某'])
    >>> split_people("分管副县长、协管副秘书长"), split_people("甲某某 乙　某")
    (['分管副县长', '协管副秘书长'], ['甲某某', '乙某'])
    """
    pieces = [
        person for piece in split_outside(text.replace("　", " "), "、/／") for person in _parted(piece)
    ]
    people: dict[str, None] = {}
    posts: list[str] = []  # 县委常委、 before 副县长甲某某
    for piece in pieces:
        if _ONLY_POST.fullmatch(piece):
            posts.append(piece)
            continue
        if posts and _POST_AND_NAME.fullmatch(piece):
            piece, posts = "、".join([*posts, piece]), []
        people |= dict.fromkeys([*posts, piece])
        posts = []
    return list(people | dict.fromkeys(posts))
