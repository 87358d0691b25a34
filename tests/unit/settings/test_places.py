from monitor.settings.places import line_of, lines_of

TEXT = """\
top = 1
[network]   # comment
ports = [
  80,
]
"quoted" = 1
[network.hosts."www.example.nl"]
skip = "x"
[[mail.recipients]]
address = "a"
[[ mail . recipients ]]
address = "b"
[mail]
a.b = 2
"""


def test_each_table_and_key_has_its_line() -> None:
    lines = lines_of(TEXT)
    assert lines["top",] == 1
    assert lines["network",] == 2
    assert lines["network", "ports"] == 3
    assert lines["network", "quoted"] == 6
    assert lines["network", "hosts", "www.example.nl", "skip"] == 8
    assert lines["mail", "recipients", 0, "address"] == 10
    assert lines["mail", "recipients", 1, "address"] == 12
    assert lines["mail", "a", "b"] == 14


def test_what_has_no_line_of_its_own_stands_at_what_holds_it() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, ("network", "ports", 0)) == 3
    assert line_of(lines, ("elsewhere",)) == 1
