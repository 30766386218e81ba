use super::*;

fn addresses(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn only_addresses_of_the_public_internet_are_public() {
    for address in addresses(&[
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.0.1",
        "169.255.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.0.1",
        "192.169.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "203.0.112.1",
        "203.0.114.1",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "2400:cb00::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ]) {
        assert!(is_public(address), "{address}");
    }
    for address in addresses(&[
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ]) {
        assert!(!is_public(address), "{address}");
    }
}

#[test]
fn the_services_of_the_browsers_are_known() {
    let allowed = Allowed::new(&["Push.Example.org"]).unwrap();
    for (text, origin, target) in [
        (
            "https://fcm.googleapis.com/fcm/send/a:APA91b_-x",
            "https://fcm.googleapis.com",
            "/fcm/send/a:APA91b_-x",
        ),
        ("https://fcm.googleapis.com:443/wp/a", "https://fcm.googleapis.com", "/wp/a"),
        (
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA=",
            "https://updates.push.services.mozilla.com",
            "/wpush/v2/gAAAA=",
        ),
        ("https://web.push.apple.com/QKC4", "https://web.push.apple.com", "/QKC4"),
        (
            "https://wns2-by3p.notify.windows.com/w/?token=BQYA%2bx%3d",
            "https://wns2-by3p.notify.windows.com",
            "/w/?token=BQYA%2bx%3d",
        ),
        ("HTTPS://EU.push.EXAMPLE.org/1?", "https://eu.push.example.org", "/1?"),
    ] {
        let endpoint = Endpoint::parse(text, &allowed).unwrap();
        assert_eq!((endpoint.origin().as_str(), endpoint.target().as_str()), (origin, target));
        assert_eq!((endpoint.port(), endpoint.is_local()), (443, false));
        assert!(!format!("{endpoint:?}").contains(target.get(1..).unwrap()), "it rings a phone");
    }
}

#[test]
fn an_operator_adds_names_and_nothing_else() {
    for host in [
        "",
        "push",
        "localhost",
        "push.localhost",
        "printer.local",
        "x.internal",
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "[::1]",
        "https://push.example.org",
        "push.example.org/",
        "push.example.org:443",
        "push.example.org.",
        ".example.org",
        "push..example.org",
        "*.example.org",
        "push.example.org ",
        "ｐｕｓｈ.example.org",
        "a@b.example",
    ] {
        assert_eq!(Allowed::new(&[host]).err(), Some(BadHost(host.to_owned())), "{host}");
    }
}

#[test]
fn this_machine_is_a_push_service_in_tests_only() {
    let fake = "http://127.0.0.1:4711/push/1";
    let endpoint = Endpoint::parse(fake, &Allowed::with_local_for_tests()).unwrap();
    assert_eq!((endpoint.port(), endpoint.is_local(), endpoint.as_str()), (4711, true, fake));
    assert_eq!(Endpoint::parse(fake, &Allowed::new::<&str>(&[]).unwrap()), Err(Refused::Scheme));
    for other in ["http://127.0.0.2:4711/", "http://localhost:4711/", "http://[::1]:4711/"] {
        assert_eq!(Endpoint::parse(other, &Allowed::with_local_for_tests()), Err(Refused::Scheme), "{other}");
    }
}
