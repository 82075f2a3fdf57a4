"""What looks like a password, a token or a key, and which names are given to such; of neither is anything repeated.

Both are told by their shape alone, so both may err: a word that somebody chose as a password looks like any other.
"""

import re
from typing import Final

_PREFIXED: Final = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY"
    r"|LS0tLS1CRUdJTi(?!BDRVJU|BQVUJM|BUUlVT|BYNTA5)"  # the same in base64, but for certificates and public keys
    r"|PuTTY-User-Key-File-|AGE-SECRET-KEY-1"
    r"|hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]|discord(?:app)?\.com/api/webhooks/[0-9]"
    r"|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,16384}\.[A-Za-z0-9_-]{5,16384}\."
    r"|(?<![A-Za-z0-9])(?:"
    r"A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])"
    r"|gh[oprsu]_[A-Za-z0-9]{16}|github_pat_[A-Za-z0-9_]{16}|gl[a-z]{2,5}-[A-Za-z0-9_-]{20}"
    r"|xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9%-]{6}|xapp-[A-Za-z0-9-]{6}"
    r"|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20}|[rs]k_(?:live|test)_[A-Za-z0-9]{16}|whsec_[A-Za-z0-9+/]{20}"
    r"|sk-(?:proj-|ant-)?(?=[A-Za-z0-9_-]{0,20}[0-9])[A-Za-z0-9_-]{32}"
    r"|npm_[A-Za-z0-9]{36}|dckr_pat_[A-Za-z0-9_-]{20}|pypi-AgE[A-Za-z0-9_-]{16}|hvs\.[A-Za-z0-9_-]{20}"
    r"|SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16}"
    r")"
)
"""What those who give out tokens and keys begin them with, so that they are found."""

_HARMLESS: Final = re.compile(
    r"-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE(?: REQUEST)?|(?:RSA |EC )?PUBLIC KEY|PGP PUBLIC KEY BLOCK|"
    r"DH PARAMETERS|X509 CRL)-----[^-]*"
    r"|LS0tLS1CRUdJTi(?:BDRVJU|BQVUJM|BUUlVT|BYNTA5)[A-Za-z0-9+/]+"
    r"|\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp[0-9]{3}|sk-[a-z0-9-]{1,40}@openssh\.com) +AAAA[A-Za-z0-9+/]+"
    r"|\bsha(?:1|256|384|512)[:-][A-Za-z0-9+/]{27,128}"
    r"|\bdata:[a-z]{1,20}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/]+"
    r"|(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])"
)
"""Long and without a meaning to the eye, but public: certificates, digests, images in a page, UUIDs."""

_COMMIT_TAG: Final = re.compile(
    r"[a-z0-9.-]+(?::[0-9]+)?(?:/[a-z0-9._-]+)+:(?:[\w.]+-)*[0-9a-f]{40}(?:-[\w.]+)?(?:@sha256:[0-9a-f]{64})?"
)
"""An image with the commit that it was built from as its tag."""
_IMAGE_MOST: Final = 512

_GENERATED: Final = re.compile(r"-[24-9b-df-hj-np-tv-xz]{5,10}(?![A-Za-z0-9])")
"""What Kubernetes puts behind the names of ReplicaSets and Pods: it leaves out vowels, 0, 1 and 3."""

_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]{32,}")
_JOINTS: Final = re.compile(r"[-+/_]")
_HUMPS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORT_PART: Final = 12
"""Parts of names in one case that are shorter may be random: `gke-…-3a4b5c6d`. The rest of the name tells."""
_LONG_PART: Final = 24
_UNEVEN: Final = 1.5
"""Changes between letters and digits beyond those of words, from which on a text was made by a generator. Finds 98 of
100 random texts of 32 characters and nearly all longer ones."""

# Of an image, `name:tag@sha256:…`, what stands behind the sign is a digest.
_BARE_ACCOUNT: Final = re.compile(
    r"(?<![\w./:-])[\w.-]{1,64}:(?P<password>[^\s/@\"'<>]{1,256})@(?!sha(?:256|512):)[\w-]"
)
_ACCOUNT: Final = re.compile(r"://[^\s/:@?#\"'<>]{0,256}:(?P<password>[^\s/@\"'<>]{1,256})@")
_ASSIGNED: Final = re.compile(
    r"(?<![\w.-])(?P<name>[\w.-]{1,80})[\"']?(?:[ \t]{0,4}(?P<equals>=)(?!=)|:(?=[ \t\"']))"
    r"(?=[ \t]{0,4}(?P<value>\"[^\"\n]{0,256}|'[^'\n]{0,256}|[^\s\"'&;,]{1,256})(?P<rest>[^\n]{0,256}))"
)
_REFERENCE: Final = re.compile(
    r"\$|%\(?[A-Za-z]|%%|\{|<|\[|\*+$|[xX]{3,}$|\.{3}|…|/|[a-z][a-z0-9+.-]{0,20}://|@@|__|[\w.]{1,64}[(\[]"
)
"""How a value begins that only stands for another: a variable, a placeholder, a path, an address, a call."""
_WORDS: Final = frozenset(
    "true false yes no on off null nil none undefined enabled disabled required optional default empty".split()
)

_NOUNS: Final = frozenset(
    "password passwords passwd passwort pwd pass passphrase passcode secret token credential credentials apikey "
    "secretkey privatekey accesstoken authtoken clientsecret htpasswd".split()
)
_KEYS: Final = frozenset(
    "access account api auth ca client decryption encryption hmac private secret server shared signing ssh ssl "
    "tls".split()
)
"""Before the word "key"; with others it is a public key, or one of a table."""
_ASIDE: Final = frozenset(
    "allow allows automount deny disable disabled enable enabled existing has image is no pull random require required "
    "requires skip use uses without".split()
)
"""With one of these it says whether there is one, or what holds it: `existingSecret`, `ALLOW_EMPTY_PASSWORD`."""
_OTHERS: Final = frozenset(
    "proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass first_pass second_pass last_pass high_pass low_pass "
    "max_token min_token per_token eos_token bos_token pad_token unk_token mask_token tls_secret".split()
)
"""Ends that mean something else."""
_WHOLE: Final = frozenset({"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".dockerconfigjson", ".dockercfg", ".pgpass"})
_PATHS: Final = frozenset({"google_application_credentials"})
_NAME_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAME_MOST: Final = 256


def looks_like_credential(text: str) -> bool:
    """Whether a password, a token or a private key seems to stand in it.

    Give it a whole value, with its line breaks: what belongs to a certificate is only seen between its first and last
    lines.
    """
    if _PREFIXED.search(text) or _has_account(text) or _has_assignment(text):
        return True
    if len(text) <= _IMAGE_MOST and _COMMIT_TAG.fullmatch(text):
        return False
    rest = _HARMLESS.sub(" ", text)
    return any(_is_random(run[0]) for run in _RUN.finditer(rest))


def names_credential(name: str) -> bool:
    """Whether a key, variable or parameter of this name is to hold a password, a token or a private key.

    The last word tells: a `tokenPath` is a path, and `SECRET_NAME` is a name.
    """
    if len(name) > _NAME_MOST or name.lower() in _PATHS:
        return False
    if name.lower() in _WHOLE:
        return True
    words = [word.lower() for word in _NAME_PARTS.findall(name)]
    if len(words) == 1 and words[0].endswith(("password", "passwd")):
        return True  # `PGPASSWORD`, `dbpassword`
    if words and words[-1] in {"value", "base"}:
        words.pop()  # of `TOKEN_VALUE`, and of `PASSWORD_BASE64`, whose digits are no word
    if not words or not _ASIDE.isdisjoint(words[:-1]):
        return False
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last == "key":
        return before in _KEYS and "public" not in words
    return last in _NOUNS and f"{before}_{last}" not in _OTHERS


def _has_account(text: str) -> bool:
    found = (*_ACCOUNT.finditer(text), *_BARE_ACCOUNT.finditer(text))
    return any(not _REFERENCE.match(each["password"]) for each in found)


def _has_assignment(text: str) -> bool:
    return any(_is_assigned(found) for found in _ASSIGNED.finditer(text))


def _is_assigned(found: re.Match[str]) -> bool:
    value = found["value"].lstrip("\"'")
    if not value or value.lower() in _WORDS or _REFERENCE.match(value) or not names_credential(found["name"]):
        return False
    if found["equals"]:
        return True
    # Behind a colon prose may follow, and the name of a Secret; a password stands alone in its line.
    passwords = found["name"].lower().rstrip("_0123456789").endswith(("password", "passwd", "passphrase"))
    return passwords and not found["rest"].strip("\"', \t\r}")


def _is_random(run: str) -> bool:
    run = _GENERATED.sub("", run)
    if not any(map(str.isdigit, run)) or not any(map(str.isalpha, run)):
        return False
    single_case = run in (run.lower(), run.upper())
    uneven = 0.0
    for part in _JOINTS.split(run):
        changes = len(_HUMPS.findall(part))
        if not single_case:
            uneven += max(0, changes - 2 - len(part) / 5)
        elif len(part) >= _LONG_PART and changes > 3:
            return True
        elif len(part) >= _SHORT_PART:
            uneven += max(0, changes - 2 - len(part) / 5)
    return uneven >= _UNEVEN
