package io.tidings.auth.jwt;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/// Where the hub looks for keys: by HTTPS, or on this machine, and never where a cloud tells machines their
/// secrets. It looks names up, which may block for a minute.
final class Reach {
    private Reach() {}

    static void check(URI url) throws UnavailableKeysException {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new UnavailableKeysException("a URL with keys has a host, and neither a user nor a password");
        }
        if (!isHttps(url) && !("http".equalsIgnoreCase(url.getScheme()) && isOfThisMachine(url))) {
            throw new UnavailableKeysException(url + ": only https is allowed, or http on this machine");
        }
        if (addresses(url).anyMatch(InetAddress::isLinkLocalAddress)) {
            throw new UnavailableKeysException(url + ": link-local addresses are not allowed");
        }
    }

    /// A document that is served to the world must not send the hub to this machine.
    static void checkLink(URI document, URI linked) throws UnavailableKeysException {
        check(linked);
        if (!isOfThisMachine(document) && (!isHttps(linked) || mayReachThisMachine(linked))) {
            throw new UnavailableKeysException(linked + ": " + document + " may only name an https URL elsewhere");
        }
    }

    private static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static boolean isOfThisMachine(URI url) throws UnavailableKeysException {
        return addresses(url).allMatch(InetAddress::isLoopbackAddress);
    }

    private static boolean mayReachThisMachine(URI url) throws UnavailableKeysException {
        return addresses(url).anyMatch(address -> address.isLoopbackAddress() || address.isAnyLocalAddress());
    }

    private static Stream<InetAddress> addresses(URI url) throws UnavailableKeysException {
        try {
            return Stream.of(InetAddress.getAllByName(url.getHost()));
        } catch (UnknownHostException e) {
            throw new UnavailableKeysException(url + ": there is no host of this name", e);
        }
    }
}
