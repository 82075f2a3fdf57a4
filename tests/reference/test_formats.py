"""Kubernetes' rules for texts: right ones, wrong ones with the reason, fixes, values of quantities, cron in English."""

import re
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reference import texts
from bot.reference.formats import FORMATS, correction, cron_in_words, quantity
from bot.reference.texts import times
from bot.reference.texts.schedules import never_comes

HASH = "0123456789abcdef" * 4
SOURCES = "".join(path.read_text(encoding="utf-8") for path in Path(texts.__path__[0]).glob("*.py"))

NAMED_BY_THE_TABLES = """dns-label dns-subdomain dns-label-1035 label-key label-value annotation-key port-name port
port-or-name quantity quantity-not-negative percent-or-integer percent cron time-zone image config-key env-name ip
ip-or-empty cidr host wildcard-host url base64 absolute-path relative-path path-without-dots duration file-mode
finalizer api-group resource-name http-header-name sysctl-name uid""".split()

RIGHT: dict[str, list[str]] = {
    "absolute-path": ["/", "/data", "/a b/ü", r"C:\data", "c:/data", r"\\.\pipe\docker"],
    "annotation-key": ["note", "Example.COM/Note", "nginx.ingress.kubernetes.io/rewrite-target", "a" * 63],
    "api-group": ["", "*", "apps", "networking.k8s.io"],
    "base64": ["", "cGFzcw==", "YWJj", "YWI=", "YW\nJj\n", "YWI\r\n=", "+/+/", "QR=="],
    "cidr": ["10.0.0.0/24", "0.0.0.0/0", "10.0.0.5/32", "2001:db8::/64", "2001:DB8::/64", "::/0", "::1/128"],
    "cluster-ip": ["", "None", "10.96.0.10", "fd00::1"],
    "config-key": ["a", "app.yaml", "A_B-c.9", "-a", ".a", "a..b", "a..", "a" * 253],
    "container-resource-name": ["cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "nvidia.com/gpu"],
    "cron": [
        "* * * * *",
        "*/5 * * * *",
        "0 2 * * *",
        "0 0 1,15 * 1-5",
        "0 0 ? * ?",
        "0 0 * JAN-Mar mon,FRI",
        "5/15 0-23/2 */31 * *",
        "*/100 * * * *",  # at the full hour alone, but accepted
        "+5 007 * * *",
        "1,,2 * * * *",
        "  0\t2 * *   *  ",
        "0 0 29 2 *",
        "0 0 31 2 1",  # on Mondays
        "0 0 31 4,5 *",
        "*-9 * * * *",
        "@hourly",
        "@daily",
        "@midnight",
        "@weekly",
        "@monthly",
        "@yearly",
        "@annually",
        "@every 5m",
        "@every 1h30m",
    ],
    "csi-driver-name": ["ebs.csi.aws.com", "Driver", "a" * 63],
    "dns-label": ["a", "0", "my-app", "a--b", "1web", "a" * 63],
    "dns-label-1035": ["a", "my-app", "a0", "a" * 63],
    "dns-subdomain": ["a", "my-app", "a.b", "1.2.3.4", "example.com", "a" * 253, "a-" * 126 + "b"],
    "domain-path": ["example.com/ingress", "k8s.io/ingress-nginx", "a/b/c~%20"],
    "duration": [
        "0",
        "5m",
        "1h30m",
        "300ms",
        "1.5h",
        ".5s",
        "1.s",
        "-5m",
        "+5m",
        "2us",
        "2µs",
        "2μs",
        "1ns",
        "2540400h10m10s",
        "-0",
    ],
    "env-name": ["A", "my.env-name", "1A", "a b", "{}", "~", "A" * 5000],
    "external-name": ["example.com", "example.com.", "db"],
    "file-mode": ["0", "0644", "420", "0o644", "0777", "511", "0000", "0x1ff", "0b101"],
    "finalizer": ["orphan", "kubernetes.io/pvc-protection", "example.com/a_b"],
    "host": ["example.com", "a", "10.0.0.1", "example.com."],
    "http-header-name": ["Host", "X-Forwarded-For", "-", "1"],
    "image": [
        "nginx",
        "nginx:latest",
        "nginx:1.25-alpine",
        "library/nginx",
        "localhost/app",
        "localhost:5000/app:1",
        "localhost:5000",
        "registry:5000/a/b",
        f"registry:5000/a/b@sha256:{HASH}",
        f"nginx:1.25@sha256:{HASH}",
        f"a@sha512:{HASH}{HASH}",
        "Registry.Example.com/app",
        "ghcr.io/a__b/c--d.e_f:V1_x",
        "[fd00::1]:5000/app",
        "10.0.0.1:5000/app",
        f"a:{'t' * 128}",
        "registry.k8s.io/pause:3.10",
        "a" * 255,
    ],
    "ip": ["10.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "2001:db8::ffff", "2001:DB8::FFFF", "::"],  # noqa: S104
    "ip-or-empty": ["", "10.0.0.1", "::1"],
    "label-key": ["app", "App_1.x", "app.kubernetes.io/name", "a" * 63, f"{'a' * 253}/{'b' * 63}", "a/B"],
    "label-value": ["", "a", "v1.0", "A_b", "1", "a" * 63],
    "path-without-dots": ["", "/", "/a/b", "a/..b", "..a", "a/b..", "."],
    "percent": ["0%", "25%", "100%", "150%", "007%"],
    "percent-or-integer": ["0", "1", "25%", "2147483647"],
    "pod-field-path": [
        "metadata.name",
        "metadata.labels",
        "metadata.labels['app']",
        "metadata.labels['app.kubernetes.io/name']",
        "metadata.annotations['Example.com/a']",
        "spec.nodeName",
        "status.podIPs",
    ],
    "pod-resource-path": ["limits.cpu", "requests.ephemeral-storage", "limits.hugepages-2Mi"],
    "port": ["1", "80", "65535"],
    "port-name": ["http", "a", "grpc-web", "8080-tcp", "1a", "a" * 15],
    "port-or-name": ["80", "http", "1", "65535"],
    "quantity": [
        "0",
        "1",
        "-1",
        "+1",
        "0.5",
        ".5",
        "5.",
        "1.5Gi",
        "500Mi",
        "100m",
        "1k",
        "1E",
        "1Ei",
        "1e3",
        "1E3",
        "1e-3",
        "1e+3",
        "1E+40",
        "100n",
        "100u",
        "0.1m",
        "007",
        " 1Gi ",
        "1" * 100,
        "2.5e3",
    ],
    "quantity-not-negative": ["0", "1", "1.5Gi", "-0", "500m"],
    "relative-path": ["", "a", "a/b", "..a/b", "a..", "./a"],
    "resource-name": [
        "cpu",
        "memory",
        "ephemeral-storage",
        "hugepages-2Mi",
        "nvidia.com/gpu",
        "requests.cpu",
        "limits.memory",
        "pods",
        "storage",
        "count/deployments.apps",
        "requests.nvidia.com/gpu",
        "gold.storageclass.storage.k8s.io/requests.storage",
    ],
    "search-domain": [".", "svc.cluster.local", "svc.cluster.local.", "_tcp.example.com", "a_b.c"],
    "signer-name": ["kubernetes.io/kube-apiserver-client", "example.com/a.b"],
    "sysctl-name": ["net.core.somaxconn", "net/core/somaxconn", "kernel.shm_rmid_forced", "net.ipv4.conf.eth-0.x"],
    "three-part-name": ["pods.example.com", "a.b.c.d"],
    "time-zone": ["Europe/Berlin", "Etc/UTC", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "US/Eastern"],
    "uid": ["b6f1c5a0-5b1c-4c8e-9d3e-0a1b2c3d4e5f", "x"],
    "url": [
        "https://example.com",
        "http://localhost:8080/a?b#c",
        "https://web.default.svc:443/x",
        "HTTPS://[fd00::1]:8443/x",
        "https://user@example.com/",
        "https://example.com/a b",
    ],
    "webhook-url": ["https://example.com", "https://10.0.0.1:8443/mutate", "HTTPS://a/b?", "https://a/b@c"],
    "wildcard-host": ["example.com", "*.example.com", "*.a", "a"],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "absolute-path": [("", "empty"), ("data", "something else"), ("./data", "something else"), ("${D}", "placeholder")],
    "annotation-key": [
        ("", "empty"),
        ("my key", "a space"),
        ("a/b/c", "two slashes"),
        ("/a", "before the slash"),
        ("a/", "after the slash"),
        ("a" * 64, "64 characters"),
        (f"{'a' * 254}/b", "254 characters"),
        ("-a", "begins with a hyphen"),
    ],
    "api-group": [("apps/v1", "a slash"), ("Apps", "upper-case")],
    "base64": [
        ("YWI", "no multiple of four"),
        ("YWI=\n=", "no multiple of four"),
        ("====", "not its padding"),
        ("A===", "not its padding"),
        ("YW=j", "not its padding"),
        ("pass word", "a space"),
        ("YW-_", "a hyphen"),
        ("{{ .Values.password }}", "placeholder"),
        ("geheim!!", "an exclamation mark"),
        ("YWJ\t", "a tab"),
        ("gehäim__", "outside ASCII"),
    ],
    "cidr": [
        ("10.0.0.5/24", "bits behind the prefix"),
        ("2001:db8::1/64", "bits behind the prefix"),
        ("10.0.0.0", "without a prefix"),
        ("10.0.0.0/", "no plain number"),
        ("10.0.0.0/024", "no plain number"),
        ("10.0.0.0/33", "above 32"),
        ("::/129", "above 128"),
        ("10.0.0.0/" + "9" * 5000, "above 32"),
        ("10.0.0.0/255.255.255.0", "no plain number"),
        ("010.0.0.0/8", "leading zeros"),
        ("10.0.0/8", "no address"),
        ("::ffff:10.0.0.0/104", "inside an IPv6"),
        ("/24", "before the slash"),
        ("", "empty"),
        ("10.0.0.0/8/8", "no plain number"),
    ],
    "cluster-ip": [("none", "no address"), ("10.0.0.256", "no address"), ("NONE", "no address")],
    "config-key": [
        ("", "empty"),
        (".", "a dot alone"),
        ("..", "two dots"),
        ("..a", "two dots"),
        ("a/b", "a slash"),
        ("a b", "a space"),
        ("a" * 254, "254 characters"),
        ("ä", "outside ASCII"),
    ],
    "container-resource-name": [("pods", "unknown"), ("gpu", "unknown"), ("CPU", "unknown"), ("limits.cpu", "unknown")],
    "cron": [
        ("", "empty"),
        ("60 * * * *", "a minute outside 0 to 59"),
        ("* 24 * * *", "an? hour outside 0 to 23"),
        ("* * 0 * *", "outside 1 to 31"),
        ("* * 32 * *", "outside 1 to 31"),
        ("* * * 0 *", "outside 1 to 12"),
        ("* * * 13 *", "outside 1 to 12"),
        ("* * * * 7", "outside 0 to 6, Sunday being 0"),
        ("*/0 * * * *", "a step of 0"),
        ("*/a * * * *", "no number after the slash"),
        ("*/ * * * *", "no number after the slash"),
        ("*/-5 * * * *", "no number after the slash"),
        ("1/2/3 * * * *", "two slashes"),
        ("1-2-3 * * * *", "two hyphens"),
        ("5-1 * * * *", "ends before it begins"),
        ("* * * * FRI-MON", "ends before it begins"),
        ("* * * * MON-SUN", "ends before it begins"),
        ("1- * * * *", "a missing number"),
        (", * * * *", "nothing but commas"),
        ("* * * *", "4 fields"),
        ("0 0 0 * * *", "6 fields"),
        ("0 0 12 * * ? 2026", "7 fields"),
        ("@reboot", "another word"),
        ("@Daily", "upper-case"),
        ("@daily ", "another word"),
        (" @daily", "1 field"),
        ("@every", "another word"),
        ("@every 5", "a number without a unit"),
        ("@every 5 m", "a blank"),
        ("@every 1d", "days or weeks"),
        ("TZ=Europe/Berlin 0 2 * * *", "a time zone"),
        ("CRON_TZ=UTC 0 2 * * *", "a time zone"),
        ("0 0 L * *", "L, W or #"),
        ("0 0 15W * *", "L, W or #"),
        ("0 0 * * MON#2", "L, W or #"),
        ("0 0 * * monday", "whole name"),
        ("JAN * * * *", "something other"),
        ("9" * 5000 + " * * * *", "outside"),
        ("*/" + "9" * 5000 + " * * * *", "beyond all bounds"),
        ("٥ * * * *", "something other"),
        ("0\x1c2 * * * *", "something other"),
        ("{{ .Values.schedule }}", "placeholder"),
        ("every day", "2 fields"),
    ],
    "csi-driver-name": [("a" * 64, "64 characters"), ("a_b", "an underscore"), ("", "empty")],
    "dns-label": [
        ("", "empty"),
        ("My-App", "an upper-case letter"),
        ("my_app", "an underscore"),
        ("my.app", "a dot"),
        ("my app", "a space"),
        ("-a", "begins with a hyphen"),
        ("a-", "ends with a hyphen"),
        ("a" * 64, "64 characters"),
        ("ä", "outside ASCII"),
        ("a\n", "a line break"),
        ("{{ name }}", "placeholder"),
        ("<name>", "placeholder"),
        ("a\x00b", "a control character"),
    ],
    "dns-label-1035": [("1web", "begins with a digit"), ("a-", "ends with a hyphen"), ("a" * 64, "64 characters")],
    "dns-subdomain": [
        ("", "empty"),
        ("A.b", "an upper-case letter"),
        ("a..b", "between two dots"),
        (".a", "begins with a dot"),
        ("a.", "ends with a dot"),
        ("a.-b", "begins with a hyphen"),
        ("a-.b", "ends with a hyphen"),
        ("-a", "begins with a hyphen"),
        ("a" * 254, "254 characters"),
        ("a/b", "a slash"),
        ("a_b", "an underscore"),
    ],
    "domain-path": [
        ("", "empty"),
        ("example.com", "after a slash"),
        ("/a", "before the slash"),
        ("A.com/b", "upper-case"),
        ("a/b c", "a space"),
    ],
    "duration": [
        ("", "empty"),
        ("5", "without a unit"),
        ("5 m", "a blank"),
        ("1d", "days or weeks"),
        ("5min", "another unit"),
        ("m", "without a number"),
        (".", "no number"),
        ("-", "a sign alone"),
        ("1h 30m", "a blank"),
        ("9" * 5000 + "h", "centuries"),
        ("2562048h", "centuries"),
        ("1..5s", "a number without"),
        ("PT5M", "without a number"),
        ("５m", "without a number"),
    ],
    "env-name": [("", "empty"), ("A=B", "an equals sign"), ("Ä", "outside ASCII"), ("A\n", "a line break")],
    "external-name": [("https://a", "a colon"), ("a..", "ends with a dot"), ("a_b", "an underscore")],
    "file-mode": [
        ("", "empty"),
        ("644", "above 511"),
        ("755", "above 511"),
        ("512", "above 511"),
        ("01000", "above 0777"),
        ("0888", "no such number"),
        ("-1", "negative"),
        ("rw-r--r--", "no such number"),
        ("9" * 5000, "no such number"),
    ],
    "finalizer": [("", "empty"), ("a/b/c", "two slashes")],
    "host": [
        ("Example.com", "upper-case"),
        ("https://example.com", "a colon"),
        ("a:80", "a colon"),
        ("*.a", "an asterisk"),
        ("", "empty"),
        (".", "empty"),
    ],
    "http-header-name": [("", "empty"), ("X_A", "an underscore"), ("A:", "a colon"), ("A B", "a space")],
    "image": [
        ("", "empty"),
        ("Nginx:latest", "upper-case letter in the path"),
        ("MyOrg/app:1", "upper-case letter in the path"),
        ("ghcr.io/MyOrg/app", "upper-case letter in the path"),
        ("nginx:", "a colon without a tag"),
        ("nginx: latest", "a blank"),
        (" nginx", "a blank"),
        ("nginx:1:2", "a colon in the tag"),
        ("nginx:-1", "a dot or hyphen"),
        (f"a:{'t' * 129}", "a tag of 129 characters"),
        (f"a@sha256:{HASH[:-1]}", "63 characters instead of 64"),
        (f"a@sha256:{HASH.upper()}", "letters a to f"),
        ("a@1.25", "an at sign without a digest"),
        ("a@", "an at sign without a digest"),
        ("https://example.com/a", "a scheme"),
        ("${IMAGE}", "placeholder"),
        ("{{ .Values.image }}", "placeholder"),
        ("<image>", "placeholder"),
        (HASH, "ID instead of a name"),
        ("a//b", "a slash"),
        ("a/", "a slash"),
        ("/a", "a slash"),
        ("-a", "dots, hyphens"),
        ("a..b", "dots, hyphens"),
        ("a___b", "dots, hyphens"),
        ("a_", "dots, hyphens"),
        ("my_host.x_y:5000/a", "no host and port"),
        ("registry:port/a", "no host and port"),
        ("a" * 256, "256 characters"),
        (":latest", "no name"),
        ("näme", "outside ASCII"),
        ("a$b", "a dollar sign"),
        ("a:t$", "a dollar sign in the tag"),
    ],
    "ip": [
        ("", "empty"),
        ("10.0.0", "no address"),
        ("10.0.0.256", "no address"),
        ("10.0.0.01", "leading zeros"),
        ("010.000.000.001", "leading zeros"),
        ("10.0.0.1/24", "a slash"),
        ("::ffff:10.0.0.1", "inside an IPv6"),
        ("fe80::1%eth0", "a zone"),
        ("localhost", "no address"),
        ("1::2::3", "no address"),
        ("１.1.1.1", "no address"),
        ("[::1]", "no address"),
    ],
    "ip-or-empty": [("None", "no address"), ("10.0.0.01", "leading zeros"), (" ", "no address")],
    "label-key": [
        ("", "empty"),
        ("my key", "a space"),
        ("a/b/c", "two slashes"),
        ("/a", "nothing before"),
        ("a/", "nothing after"),
        ("Example.com/a", "before the slash, an upper-case letter"),
        ("a_b/c", "before the slash, an underscore"),
        ("a" * 64, "64 characters"),
        (f"a/{'b' * 64}", "after the slash, 64 characters"),
        (f"{'a' * 254}/b", "before the slash, 254 characters"),
        ("_a", "begins with an underscore"),
        ("a.", "ends with a dot"),
    ],
    "label-value": [
        ("a b", "a space"),
        ("a/b", "a slash"),
        ("a" * 64, "64 characters"),
        ("-a", "begins with a hyphen"),
        ("a.", "ends with a dot"),
        ("v1+2", "a plus sign"),
        ("me@example.com", "an at sign"),
        ("ü", "outside ASCII"),
    ],
    "path-without-dots": [("..", "a part .."), ("/a/../b", "a part .."), ("a/..", "a part ..")],
    "percent": [
        ("", "empty"),
        ("25", "no percent sign"),
        ("25 %", "no whole number"),
        ("-5%", "negative"),
        ("2.5%", "no whole number"),
        ("%", "no whole number"),
        ("25%%", "no whole number"),
    ],
    "percent-or-integer": [
        ("", "empty"),
        ("-1", "no percent sign"),
        ("1.5", "no percent sign"),
        ("a", "no percent sign"),
        ("2147483648", "larger"),
        ("9" * 5000, "larger"),
    ],
    "pod-field-path": [
        ("", "empty"),
        ("metadata.labels.app", "another field"),
        ("metadata.labels[app]", "another field"),
        ("metadata.labels['a", "not closed"),
        ("metadata.labels['a b']", "in the brackets, a space"),
        ("metadata.name['a']", "another field"),
        ("status.podIp", "another field"),
        ("spec.containers", "another field"),
    ],
    "pod-resource-path": [("", "empty"), ("cpu", "another"), ("limits.nvidia.com/gpu", "another")],
    "port": [
        ("", "empty"),
        ("0", "outside"),
        ("65536", "outside"),
        ("http", "a lower-case letter"),
        ("-1", "a hyphen"),
        ("9" * 5000, "outside"),
        ("٨٠", "outside ASCII"),
        ("80.5", "a dot"),
    ],
    "port-name": [
        ("", "empty"),
        ("HTTP", "upper-case"),
        ("http_web", "underscore"),
        ("a" * 16, "16 characters"),
        ("80", "no letter"),
        ("a--b", "two hyphens"),
        ("-a", "begins with"),
        ("a-", "ends with"),
    ],
    "port-or-name": [("0", "outside"), ("65536", "outside"), ("", "empty"), ("Http", "upper-case"), ("-1", "begins")],
    "quantity": [
        ("", "empty"),
        ("500 Mi", "a blank"),
        ("1gb", "ends with B"),
        ("1GB", "ends with B"),
        ("1MiB", "ends with B"),
        ("1K", "capital K"),
        ("1ki", "wrong case"),
        ("500mi", "wrong case"),
        ("1g", "wrong case"),
        ("0x10", "another unit|no such number"),
        ("1,5Gi", "a comma"),
        ("1_000", "an underscore"),
        ("50%", "a percent sign"),
        ("1e", "another unit"),
        ("1e3.5", "no such number"),
        ("1.5.5", "no such number"),
        ("--1", "no such number"),
        ("Mi", "no digit"),
        (".", "no digit"),
        ("-", "no digit"),
        ("e3", "no digit"),
        ("1e41", "an exponent beyond 40"),
        ("1e-41", "an exponent beyond 40"),
        ("1e" + "9" * 100, "an exponent beyond 40"),
        ("1" * 129, "129 characters"),
        ("１", "outside ASCII"),
        ("1cpu", "another unit"),
        ("1Gi\n", "a blank"),
        ("${MEMORY}", "placeholder"),
        ("lots", "no such number"),
        ("1mm", "another unit"),
    ],
    "quantity-not-negative": [("-1", "negative"), ("-100m", "negative"), ("a", "no such number")],
    "relative-path": [("/a", "at the beginning"), ("..", "a part .."), ("a/../b", "a part ..")],
    "resource-name": [("gpu", "unknown"), ("CPU", "unknown"), ("", "empty"), ("a/b/c", "two slashes")],
    "search-domain": [
        ("", "empty"),
        ("A.b", "upper-case"),
        ("..", "begins with a dot"),
        ("a_.b", "ends with an underscore"),
        ("__a", "an underscore without"),
        ("_", "underscore"),
        ("-a", "begins with a hyphen"),
    ],
    "signer-name": [
        ("", "empty"),
        ("a/b", "without a dot"),
        ("a.b", "after a slash"),
        ("a.b/c/d", "a slash"),
        (f"{'a' * 64}.b/c", "more than 63"),
        ("a.b/C", "upper-case"),
        ("a.b/c..d", "after the slash"),
    ],
    "sysctl-name": [
        ("", "empty"),
        ("Net.core", "upper-case"),
        ("a..b", "two separators"),
        ("a.b/", "ends with a slash"),
        ("a._b", "begins with an underscore"),
        ("a" * 254, "254 characters"),
        ("a=b", "an equals sign"),
    ],
    "three-part-name": [("", "empty"), ("pods", "1 of them"), ("a.b", "2 of them"), ("A.b.c", "upper-case")],
    "time-zone": [
        ("", "empty"),
        ("Local", "of the machine"),
        ("local", "of the machine"),
        ("Europe//Berlin", "a part"),
        ("Europe/Berlin/", "a part"),
        ("-Europe", "a part"),
        ("../etc", "a part"),
        ("America/New York", "a character"),
        ("America/" + "a" * 15, "a part"),
        ("UTC+02:00", "a character"),
    ],
    "uid": [("", "empty"), ("a b", "a space"), ("a\n", "a line break")],
    "url": [
        ("", "empty"),
        ("example.com", "no http"),
        ("ftp://example.com", "another scheme"),
        ("https://", "no host"),
        ("https:///a", "no host"),
        ("https://:80", "no host"),
        ("https://a:b/", "a port"),
        ("https://a:70000", "a port"),
        ("https://a b", "a blank"),
        ("https://a/\n", "a control character"),
    ],
    "webhook-url": [
        ("", "empty"),
        ("http://a", "instead of https"),
        ("a.b/c", "no http"),
        ("https://user@a/b", "a user"),
        ("https://a?b=c", "parameters"),
        ("https://a#b", "a fragment"),
        ("https://", "no host"),
    ],
    "wildcard-host": [
        ("*", "an asterisk"),
        ("*.*.a", "an asterisk"),
        ("a.*.b", "an asterisk"),
        ("*a.b", "an asterisk"),
        ("*.", "empty"),
        ("10.0.0.1", "an IP address"),
        ("::1", "an IP address"),
        ("Example.com", "upper-case"),
        ("example.com:80", "a colon"),
        ("example.com/a", "a slash"),
        ("", "empty"),
        (f"*.{'a' * 252}", "254 characters"),
    ],
}

FIXES: list[tuple[str, str, str | None]] = [
    ("absolute-path", "data", "/data"),
    ("annotation-key", "my key", "my-key"),
    ("api-group", "apps/v1", "apps"),
    ("base64", "s3cret!", None),
    ("base64", "YWI", None),
    ("cidr", "10.0.0.5/24", "10.0.0.0/24"),
    ("cidr", "10.0.0.5", "10.0.0.5/32"),
    ("cidr", "10.0.0.0/255.255.0.0", "10.0.0.0/16"),
    ("cidr", "2001:db8::1/64", "2001:db8::/64"),
    ("cidr", "lan", None),
    ("cluster-ip", "10.96.0.010", "10.96.0.10"),
    ("config-key", "my key", "my-key"),
    ("config-key", "conf/app.yaml", "conf-app.yaml"),
    ("cron", "* * * * 7", "* * * * 0"),
    ("cron", "0 0 * * 1-7", "0 0 * * *"),
    ("cron", "0 0 * * 0-7", "0 0 * * *"),
    ("cron", "0 0 * * 5-7", "0 0 * * 5-6,0"),
    ("cron", "0 0 * * 6-7", "0 0 * * 6,0"),
    ("cron", "0 0 * * 1,7", "0 0 * * 1,0"),
    ("cron", "0 0 * * MON-SUN", "0 0 * * *"),
    ("cron", "0 0 * * FRI-MON", "0 0 * * 5-6,0-1"),
    ("cron", "0 0 * * Monday", "0 0 * * Mon"),
    ("cron", "0 22-4 * * *", "0 22-23,0-4 * * *"),
    ("cron", "0 22-24 * * *", "0 22-23 * * *"),
    ("cron", "0 24 * * *", "0 0 * * *"),
    ("cron", "0 0 12 * * ?", "0 12 * * ?"),
    ("cron", "0 0 12 * * 1", None),
    ("cron", "TZ=Europe/Berlin 0 2 * * *", "0 2 * * *"),
    ("cron", "CRON_TZ=UTC @daily", "@daily"),
    ("cron", "@Daily", "@daily"),
    ("cron", " @daily", "@daily"),
    ("cron", "@every 5 minutes", "@every 5m"),
    ("cron", "@every 1d", "@every 24h"),
    ("cron", "60 * * * *", None),
    ("cron", "0 0 30 2 *", None),
    ("dns-label", "My_App", "my-app"),
    ("dns-label", "my.app ", "my-app"),
    ("dns-label", "a" * 64, None),
    ("dns-label", "{{ name }}", None),
    ("dns-label", "café", None),
    ("dns-label", "my-app", None),
    ("dns-label-1035", "1web", None),
    ("dns-subdomain", "My_App..Example", "my-app.example"),
    ("duration", "30", "30s"),
    ("duration", "1h 30 min", "1h30m"),
    ("duration", "2d", "48h"),
    ("duration", "soon", None),
    ("env-name", "FOO\n", "FOO"),
    ("env-name", "A=B", None),
    ("file-mode", "644", "0644"),
    ("file-mode", "999", None),
    ("host", "https://Shop.example.com:443/a", "shop.example.com"),
    ("http-header-name", "X_Forwarded For:", "X-Forwarded-For"),
    ("image", "Nginx:Latest", "nginx:Latest"),
    ("image", "docker://ghcr.io/MyOrg/App:1.0", "ghcr.io/myorg/app:1.0"),
    ("image", "nginx:", "nginx"),
    ("image", "nginx@1.25", "nginx:1.25"),
    ("image", f"a@sha256:{HASH.upper()}", f"a@sha256:{HASH}"),
    ("image", "${IMAGE}", None),
    ("ip", "010.0.0.001", "10.0.0.1"),
    ("ip", "10.0.0.1/32", "10.0.0.1"),
    ("label-key", "App.Example.com/My Key", "app.example.com/My-Key"),
    ("label-value", "feature/login ", "feature-login"),
    ("percent", "25 %", "25%"),
    ("pod-field-path", "metadata.labels.app", "metadata.labels['app']"),
    ("pod-field-path", 'metadata.labels["app"]', "metadata.labels['app']"),
    ("pod-field-path", "status.podIp", "status.podIP"),
    ("port-name", "HTTP_Web", "http-web"),
    ("port-name", "a--b", "a-b"),
    ("port-or-name", " 80 ", "80"),
    ("quantity", "500 Mi", "500Mi"),
    ("quantity", "1gb", "1G"),
    ("quantity", "1GiB", "1Gi"),
    ("quantity", "512MB", "512M"),
    ("quantity", "1K", "1k"),
    ("quantity", "512mi", "512Mi"),
    ("quantity", "0,5", "0.5"),
    ("quantity", "1,000", None),
    ("quantity", "0x10", None),
    ("quantity", "1cpu", None),
    ("quantity", "1e", None),
    ("quantity-not-negative", "-1", None),
    ("relative-path", "/a/b", "a/b"),
    ("relative-path", "/../b", None),
    ("resource-name", "CPU", "cpu"),
    ("resource-name", "ephemeral_storage", "ephemeral-storage"),
    ("resource-name", "gpu", None),
    ("unheard-of", "My_App", None),
    ("wildcard-host", "https://*.Example.com/", "*.example.com"),
]

VALUES: list[tuple[str, Fraction | None]] = [
    ("0", Fraction(0)),
    ("1.5Gi", Fraction(3 * 2**29)),
    ("1e3", Fraction(1000)),
    ("1E3", Fraction(1000)),
    ("1E", Fraction(10**18)),
    ("1Ei", Fraction(2**60)),
    ("1e-3", Fraction(1, 1000)),
    ("100m", Fraction(1, 10)),
    ("100u", Fraction(1, 10**4)),
    ("1n", Fraction(1, 10**9)),
    ("-.5k", Fraction(-500)),
    ("+5.M", Fraction(5 * 10**6)),
    ("1Ki", Fraction(1024)),
    ("1Mi", Fraction(2**20)),
    ("1Ti", Fraction(2**40)),
    ("1Pi", Fraction(2**50)),
    ("1T", Fraction(10**12)),
    ("1P", Fraction(10**15)),
    ("1G", Fraction(10**9)),
    (" 1Gi", Fraction(2**30)),
    ("1e40", Fraction(10**40)),
    ("1e41", None),
    ("1e999999999", None),
    ("0x10", None),
    ("500 Mi", None),
    ("1gb", None),
    ("", None),
    ("Mi", None),
]

ENGLISH: list[tuple[str, str | None]] = [
    ("* * * * *", "every minute"),
    ("*/5 * * * *", "every 5 minutes"),
    ("0,30 * * * *", "every 30 minutes"),
    ("*/7 * * * *", None),
    ("0 * * * *", "every hour, on the hour"),
    ("@hourly", "every hour, on the hour"),
    ("15 * * * *", "every hour, 15 minutes past"),
    ("1 * * * *", "every hour, 1 minute past"),
    ("0 */2 * * *", "every 2 hours, on the hour"),
    ("30 */6 * * *", "every 6 hours, 30 minutes past"),
    ("0 */5 * * *", None),
    ("0 */12 * * *", "every day at 00:00 and 12:00"),
    ("0 2 * * *", "every night at 02:00"),
    ("@daily", "every night at 00:00"),
    ("30 9 * * *", "every day at 09:30"),
    ("0 8,12,20 * * *", "every day at 08:00, 12:00 and 20:00"),
    ("30 9 * * 1-5", "at 09:30 on Monday to Friday"),
    ("30 9 * * MON-FRI", "at 09:30 on Monday to Friday"),
    ("0 9 * * 1", "every Monday at 09:00"),
    ("@weekly", "every Sunday at 00:00"),
    ("0 9 * * 6,0", "at 09:00 on Saturday and Sunday"),
    ("0 9 * * 1,3,5", "at 09:00 on Monday, Wednesday and Friday"),
    ("0 0 1 * *", "at 00:00 on the 1st of each month"),
    ("@monthly", "at 00:00 on the 1st of each month"),
    ("0 6 1,15 * ?", "at 06:00 on the 1st and 15th of each month"),
    ("0 0 1 */3 *", "at 00:00 on the 1st of January, April, July and October"),
    ("@yearly", "at 00:00 on 1 January"),
    ("0 0 24 12 *", "at 00:00 on 24 December"),
    ("0 9 * 12 *", "every day at 09:00 in December"),
    ("*/10 9-17 * * 1-5", "every 10 minutes from 09:00 to 17:50 on Monday to Friday"),
    ("0 9-17 * * 1-5", "every hour from 09:00 to 17:00 on Monday to Friday"),
    ("* 9 * * *", "every minute from 09:00 to 09:59"),
    ("*/15 * * * 0", "every 15 minutes on Sunday"),
    ("0 0 13 * 5", None),
    ("0 0 1-31 * 1", None),
    ("0 0 * * 0-6", None),
    ("0 0 1,2,3,4 * *", None),
    ("5,7 1,5 * * *", None),
    ("1-9 * * * *", None),
    ("@every 5m", "every 5 minutes"),
    ("@every 1h", "every hour"),
    ("@every 1h30m", "every 1 hour and 30 minutes"),
    ("@every 90s", "every 1 minute and 30 seconds"),
    ("@every 500ms", None),
    ("@every -5m", None),
    ("@every 0", None),
    ("60 * * * *", None),
    ("nonsense", None),
]


def test_every_format_that_the_tables_may_name_is_there() -> None:
    assert set(NAMED_BY_THE_TABLES) <= set(FORMATS)


def test_every_format_has_right_and_wrong_texts_here() -> None:
    assert set(FORMATS) == set(RIGHT)
    assert set(FORMATS) == set(WRONG)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, right in RIGHT.items() for text in right])
def test_right_texts_are_right(name: str, text: str) -> None:
    assert FORMATS[name](text) is None
    assert correction(name, text) is None


@pytest.mark.parametrize(
    ("name", "text", "reason"), [(name, text, reason) for name, wrong in WRONG.items() for text, reason in wrong]
)
def test_wrong_texts_are_refused_with_the_reason(name: str, text: str, reason: str) -> None:
    message = FORMATS[name](text)

    assert message is not None
    rule, bracket, here = message.rpartition(" (here: ")
    assert bracket
    assert rule
    assert re.search(reason, here), message


@pytest.mark.parametrize(("name", "text", "fix"), FIXES)
def test_likely_fixes(name: str, text: str, fix: str | None) -> None:
    assert correction(name, text) == fix


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_quantities_have_exact_values(text: str, value: Fraction | None) -> None:
    assert quantity(text) == value


@pytest.mark.parametrize(("text", "words"), ENGLISH)
def test_common_schedules_in_english(text: str, words: str | None) -> None:
    assert cron_in_words(text) == words


def test_a_zone_is_unknown_where_the_database_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    zones = frozenset({"Europe/Berlin", "America/New_York", "Etc/GMT-2", "Asia/Calcutta", "Europe/Kiev", "US/Eastern"})
    monkeypatch.setattr(times, "available_timezones", lambda: set(zones))
    times._zones.cache_clear()
    times._zones_by_words.cache_clear()
    check = FORMATS["time-zone"]
    try:
        assert check("Europe/Berlin") is None
        assert check("America/Coyhaique") is None, "newer than many a machine's database"
        assert "unknown zone" in str(check("Europe/Atlantis"))
        assert "an offset" in str(check("UTC+2"))
        assert correction("time-zone", "europe/berlin") == "Europe/Berlin"
        assert correction("time-zone", "New York") == "America/New_York"
        assert correction("time-zone", "UTC+2") == "Etc/GMT-2"
        assert correction("time-zone", "Europe/Atlantis") is None

        monkeypatch.setattr(times, "available_timezones", lambda: set(zones - {"US/Eastern"}))
        times._zones.cache_clear()
        times._zones_by_words.cache_clear()
        assert check("Europe/Atlantis") is None, "a database without the old names cannot say what is unknown"
    finally:
        times._zones.cache_clear()
        times._zones_by_words.cache_clear()


any_text = st.one_of(
    st.text(max_size=80),
    st.text(st.sampled_from("aA0-_./:@*,+%= \n'[]{}$<>é\x00\ud800"), max_size=40),
    st.text(st.sampled_from("0123456789*/-,? MONJANTZ@every"), max_size=30),
    st.text(st.sampled_from("0123456789.-+eEinumkKMGTPb "), max_size=20),
    st.sampled_from([text for right in RIGHT.values() for text in right]),
    st.sampled_from([text for wrong in WRONG.values() for text, _ in wrong]),
)
any_format = st.sampled_from(sorted(FORMATS))


@settings(deadline=None, max_examples=1_500)
@given(any_format, any_text)
@example("cron", "0 0 31 2 *")
def test_any_text_is_right_or_refused_without_being_repeated(name: str, text: str) -> None:
    message = FORMATS[name](text)

    assert message is None or (message.isprintable() and len(message) < 400)
    # A text out of this program's own words may well stand in the message.
    assert message is None or len(text) <= 8 or text not in message or text in SOURCES


@settings(deadline=None, max_examples=1_500)
@given(any_format, any_text)
def test_a_correction_is_right_and_stays(name: str, text: str) -> None:
    fix = correction(name, text)

    if fix is not None:
        assert FORMATS[name](text) is not None
        assert FORMATS[name](fix) is None


@settings(deadline=None, max_examples=500)
@given(any_text)
def test_a_quantity_has_a_value_where_it_is_right(text: str) -> None:
    assert (quantity(text) is None) == (FORMATS["quantity"](text) is not None)


@settings(deadline=None, max_examples=500)
@given(
    st.tuples(*(st.lists(st.sampled_from("* */2 */5 0 1 2 1-5 9-17 0,6 ?".split()), min_size=1, max_size=2),) * 5).map(
        lambda fields: " ".join(",".join(field) for field in fields)
    )
)
def test_a_schedule_in_english_is_of_a_right_schedule(text: str) -> None:
    words = cron_in_words(text)

    assert words is None or (FORMATS["cron"](text) is None and words == " ".join(words.split()))


HOSTILE = [
    "a",
    "-",
    "a-",
    "0",
    "9",
    "1,",
    "*,",
    "*/2,",
    "a.",
    "a/",
    "=",
    "A===",
    "\n",
    ":",
    "1h",
    "1ns",
    ".0",
    "é",
    " ",
]
HOSTILE += ["* ", "a_", "__", "[", "%", "[':", "metadata.labels['", "@", "https://", "0.", "1e9", "*-", "{{", "1-59/1,"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_long_texts_cost_little(name: str) -> None:
    texts = [(part * 262_144)[:262_144] + end for part in HOSTILE for end in ("", "!")]
    if name == "cron":
        texts += [f"{text[:-1]} * * * *" for text in texts if " " not in text]
        texts.append(",".join(f"*/{number}" for number in range(1, 40_000)) + " * * * *")
    for text in texts:
        start = time.perf_counter()
        FORMATS[name](text)
        correction(name, text)
        taken = time.perf_counter() - start

        assert taken < 2, f"{taken:.1f} s for {text[:20]!r}"


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [("0 0 30 2 *", True), ("0 0 31 4,6 ?", True), ("0 0 29 2 *", False), ("0 0 30 2 1", False), ("nonsense", False)],
)
def test_a_schedule_that_never_comes(schedule: str, expected: object) -> None:
    """The parser takes it all the same."""
    assert expected is never_comes(schedule)
    assert schedule == "nonsense" or FORMATS["cron"](schedule) is None
