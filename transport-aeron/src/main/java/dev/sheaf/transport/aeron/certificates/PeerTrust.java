// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.time.Clock;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates are believed: those that come from the authority, are valid now, are meant for this use and were
/// not revoked (RFC 5280). Revocation lists are the operator's files, so one that is past its next update still counts.
final class PeerTrust {
    private static final int DNS_NAME = 2;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final List<X509Certificate> authority;
    private final Set<TrustAnchor> anchors;
    private final List<X509CRL> revoked;
    private final Clock clock;

    /// @throws GeneralSecurityException when a list was not signed by the authority
    PeerTrust(List<X509Certificate> authority, List<X509CRL> revoked, Clock clock) throws GeneralSecurityException {
        this.authority = authority;
        this.anchors = authority.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
        this.revoked = revoked;
        this.clock = clock;
        for (X509CRL list : revoked) {
            checkSigned(list);
        }
    }

    private void checkSigned(X509CRL list) throws GeneralSecurityException {
        X509Certificate issuer = authority.stream()
                .filter(ca -> ca.getSubjectX500Principal().equals(list.getIssuerX500Principal()))
                .findFirst()
                .orElseThrow(() -> new CertificateException(
                        "a revocation list of " + list.getIssuerX500Principal() + ", which is no authority here"));
        list.verify(issuer.getPublicKey());
    }

    /// Whether a certificate is a node's: among its DNS names (RFC 5280, 4.2.1.6) is the node's.
    static boolean names(X509Certificate certificate, String node) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream().anyMatch(name -> Objects.equals(name.get(0), DNS_NAME)
                            && node.equals(name.get(1)));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    /// Believes only one node, which was called by name.
    X509ExtendedTrustManager expecting(String node) {
        return new Expecting(node);
    }

    /// Believes every node; who it is is asked afterwards.
    X509ExtendedTrustManager anyNode() {
        return new Expecting(null);
    }

    private void check(X509Certificate[] shown, String use) throws CertificateException {
        if (shown.length == 0) {
            throw new CertificateException("no certificate");
        }
        // A root that is sent along proves nothing.
        List<X509Certificate> chain = Arrays.stream(shown).filter(each -> !authority.contains(each)).toList();
        if (chain.isEmpty()) {
            throw new CertificateException("an authority's certificate is not a node's");
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setDate(now());
            // Done below, from the operator's lists: none is fetched.
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
        for (X509Certificate each : chain) {
            checkNotRevoked(each);
        }
        List<String> uses = chain.getFirst().getExtendedKeyUsage();
        if (uses != null && !uses.contains(use)) {
            throw new CertificateException("the certificate is not meant for this use");
        }
    }

    private void checkNotRevoked(X509Certificate certificate) throws CertificateException {
        for (X509CRL list : revoked) {
            X509CRLEntry entry = list.getRevokedCertificate(certificate);
            if (entry != null) {
                CRLReason reason = entry.getRevocationReason();
                throw new CertificateRevokedException(
                        entry.getRevocationDate(), reason == null ? CRLReason.UNSPECIFIED : reason,
                        list.getIssuerX500Principal(), Map.of());
            }
        }
    }

    private Date now() {
        return Date.from(Instant.ofEpochSecond(clock.epochMicros() / MICROS_PER_SECOND));
    }

    /// The trust of one connection.
    private final class Expecting extends X509ExtendedTrustManager {
        private final @Nullable String node;

        Expecting(@Nullable String node) {
            this.node = node;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain, CLIENT_AUTHENTICATION);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain, SERVER_AUTHENTICATION);
            if (node != null && !names(chain[0], node)) {
                throw new CertificateException("the certificate is not node " + node + "'s");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authority.toArray(X509Certificate[]::new);
        }
    }
}
