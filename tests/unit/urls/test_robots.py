from monitor.robots import product_token, read_robots

OURS = "toolkit-monitor/1.0 (+https://example.org)"


def test_a_disallowed_path_is_not_allowed() -> None:
    robots = read_robots("User-agent: *\nDisallow: /private/\n")
    assert not robots.allows("https://a.nl/private/x", OURS)
    assert robots.allows("https://a.nl/public", OURS)


def test_rules_for_our_own_product_token_come_first() -> None:
    robots = read_robots("User-agent: *\nDisallow: /\n\nUser-agent: toolkit-monitor\nDisallow: /x\nCrawl-delay: 3\n")
    assert robots.allows("https://a.nl/y", OURS)
    assert robots.delay_seconds(OURS) == 3


def test_what_is_no_robots_txt_allows_all() -> None:
    assert read_robots("<html><title>Not found</title>").allows("https://a.nl/", OURS)
    assert read_robots("\x00\x01disallow").allows("https://a.nl/", OURS)
    assert read_robots("").delay_seconds(OURS) is None


def test_a_product_token_ends_before_the_version() -> None:
    assert product_token("toolkit-monitor/1.0 (x)") == "toolkit-monitor"
    assert product_token("") == "*"
