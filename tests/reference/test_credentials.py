"""What looks like a credential, and which names such are given."""

import re
import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reference.credentials import looks_like_credential, names_credential
from bot.reference.review.descriptions.wording import code
from tests.reference.credentials import CREDENTIALS, MANIFESTS, chance, encoded

HEX = "0123456789abcdef"
SHA256 = chance(1)(HEX, 64)
COMMIT = chance(2)(HEX, 40)
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ
RTESMBAGA1UEChMJQmFsdGltb3JlMRMwEQYDVQQLEwpDeWJlclRydXN0MSIwIAYD
-----END CERTIFICATE-----
"""
UUID = "3f2b8c1a-9d4e-4f6a-8b2c-1d3e5f7a9b0c"


@pytest.mark.parametrize(
    "text",
    [
        *CREDENTIALS,
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        encoded("-----BEGIN PRIVATE KEY-----\nMIIE"),
        "ASIA" + "ABCDEFGH12345678",
        "gho_" + "a1B2" * 9,
        "github_pat_" + "11AAAAA0a1B2c3D4e5F6g7",
        "glpat-" + "a1B2c3D4e5F6g7H8i9J0",
        "xapp-1-A0123456789-1234567890",
        "https://hooks.slack.com/services/T00000000/B00000000/abc",
        "redis://:hunter2@cache",
        "amqp://guest:guest@queue:5672",
        "--password=hunter2",
        "--set db.password=hunter2",
        "Server=db;Database=shop;Pwd=hunter2;",
        "DB_PASSWORD=hunter2\nDB_HOST=db",
        '{"user": "app", "password": "hunter2"}',
        '{"password":"hunter2"}',
        "spring:\n  datasource:\n    password: hunter2\n",
        "https://example.com/hook?token=abcdef",
        chance(3)(HEX, 32),
        COMMIT,
        SHA256,
        chance(4)(string.ascii_letters + string.digits, 40),
        chance(5)(string.ascii_letters + string.digits + "+/", 64),
        encoded(chance(6)(string.printable, 48)),
        chance(7)(string.ascii_uppercase + "234567", 40),
        f"nginx:{COMMIT}",
        f"app:{COMMIT}@db",
    ],
)
def test_looks_like_a_credential(text: str) -> None:
    assert looks_like_credential(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "web",
        "hunter2",
        f"nginx@sha256:{SHA256}",
        f"sha256:{SHA256}",
        f"ghcr.io/example/app:{COMMIT}",
        f"ghcr.io/example/app:main-{COMMIT}@sha256:{SHA256}",
        UUID,
        f"pvc-{UUID}",
        UUID.upper(),
        "my-very-long-application-name-for-the-production-cluster",
        "my-very-long-application-v2-eu1-for-production-k8s-cluster",
        "payments-api-gateway-production-5d4f8c7b9d-x7k2p",
        "gke-cluster-1-default-pool-of-eu-3a4b5c6d-x1yz",
        "AUTH0_DOMAIN_FOR_THE_PRODUCTION_CLUSTER_EU1",
        "/usr/local/lib/python3/site-packages/x86/v2/configuration",
        "OAuth2TokenIntrospectionEndpointV2URL",
        "quay.io/prometheus-operator/prometheus-config-reloader:v0.80.1",
        "postgres://app:$(DB_PASSWORD)@db:5432/shop",
        "postgres://app:${DB_PASSWORD}@db",
        "postgres://app:<password>@db",
        "postgres://app@db:5432/shop",
        "http://web:8080/path",
        "password=$(DB_PASSWORD)",
        "password=",
        "password=\nuser=app",
        "password=<your password>",
        "password=********",
        "password = os.environ['DB']",
        "passwordFile=/run/secrets/db",
        "token_ttl=3600",
        "password: must have 8 characters at least",
        "secret: shop-tls",
        "password: null",
        "proxy_pass http://backend:3000/;",
        "create role api noinherit login password :'password';",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8f4mYh2k3Jq0X9y7V5bN1cR6tU8wZ0eD2sF4gH6jK me@example.com",
        CERTIFICATE,
        encoded(CERTIFICATE),
    ],
)
def test_does_not_look_like_a_credential(text: str) -> None:
    assert not looks_like_credential(text)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_names_and_images_do_not_look_like_credentials(path: Path) -> None:
    shown = re.findall(r"(?:name|image|host|path|mountPath|app): *([^\s{},\[\]\"]+)", path.read_text(encoding="utf-8"))
    assert not [text for text in shown if looks_like_credential(text)]


@pytest.mark.parametrize(
    "name",
    "DB_PASSWORD api-key AWS_SECRET_ACCESS_KEY token TOKEN password password2 DB_PASSWORD_1 apiKey APIKey apikey "
    "clientSecret GITHUB_TOKEN SECRET_KEY tls.key id_rsa PASSWORD_BASE64 TOKEN_VALUE MYSQL_ROOT_PASSWORD SMTP_PASS "
    "spring.datasource.password .dockerconfigjson ssh-private-key REDIS_PWD passphrase db-credentials "
    "--password".split(),
)
def test_names_a_credential(name: str) -> None:
    assert names_credential(name)


@pytest.mark.parametrize(
    "name",
    "secretName SECRET_NAME passwordFile TOKEN_URL tokenPath token_ttl password_min_length AWS_ACCESS_KEY_ID "
    "MYSQL_ALLOW_EMPTY_PASSWORD existingSecret imagePullSecret automountServiceAccountToken MAX_TOKENS max_token "
    "proxy_pass GOOGLE_APPLICATION_CREDENTIALS public_key PUBLIC_API_KEY key primary_key compass bypass tls.crt "
    "passwordless LOG_LEVEL secretKeyRef POSTGRES_PASSWORD_FILE tokenizer user 42 _".split(),
)
def test_does_not_name_a_credential(name: str) -> None:
    assert not names_credential(name)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert looks_like_credential(text) in {True, False}
    assert names_credential(text) in {True, False}
    assert re.fullmatch("`[^`\n]{1,60}`", code(text))


@pytest.mark.parametrize("length", [32, 40, 64])
@pytest.mark.parametrize(
    "alphabet", [HEX, string.ascii_letters + string.digits + "+/", string.ascii_lowercase + string.digits]
)
def test_random_texts_are_found(alphabet: str, length: int) -> None:
    draw = chance(length)
    found = sum(looks_like_credential(draw(alphabet, length)) for _ in range(1000))
    assert found >= 970


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a1",
        "eyJ",
        "-eyJ",
        "eyJaaaaa.",
        "://",
        "://a:b",
        "password=",
        "a=",
        "A-",
        "-----BEGIN ",
        "ssh-rsa AAAA",
        "\n=",
    ],
)
def test_long_texts_are_judged_in_little_time(unit: str) -> None:
    text = unit * (256 * 1024 // len(unit))
    began = time.perf_counter()
    looks_like_credential(text)
    names_credential(text)
    code(text)
    assert time.perf_counter() - began < 3
