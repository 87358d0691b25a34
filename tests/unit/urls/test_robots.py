from monitor.robots import listed_sitemaps, product_token, read_robots

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


def test_sitemaps_are_named_by_whole_addresses_once_each() -> None:
    text = (
        "User-agent: *\nDisallow: /zoeken\r\nSitemap: https://a.nl/sitemap_index.xml # alle talen\r\n"
        "SITEMAP:https://cdn.b.nl/s.xml.gz\nSitemap: /relative.xml\n# Sitemap: https://a.nl/old.xml\n"
        "sitemap: https://a.nl/sitemap_index.xml"
    )
    assert listed_sitemaps(text) == ("https://a.nl/sitemap_index.xml", "https://cdn.b.nl/s.xml.gz")
    assert listed_sitemaps("<html>Sitemap</html>") == ()
