// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what PEM files hold (RFC 7468).
public final class PemReader {
    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemReader() {}

    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR, or FILE_FORMAT when there is none in it
    public static List<X509Certificate> certificates(Path file) {
        byte[] bytes = bytes(file);
        try {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (read.isEmpty()) {
                throw format(file, "no certificate in it");
            }
            return read;
        } catch (GeneralSecurityException e) {
            throw format(file, "not a certificate: " + e.getMessage());
        }
    }

    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR, or FILE_FORMAT when there is something else in it
    public static List<X509CRL> revocations(Path file) {
        byte[] bytes = bytes(file);
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw format(file, "not a revocation list: " + e.getMessage());
        }
    }

    /// The private key in a file.
    ///
    /// @param algorithm of the public key that it belongs to
    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR, or FILE_FORMAT when there is none in it
    static PrivateKey key(Path file, String algorithm) {
        Matcher pem = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw format(file, "no BEGIN PRIVATE KEY (PKCS #8, not encrypted) in it");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The cause may quote the key.
            throw format(file, "not a private key of the certificate's kind, " + algorithm);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw format(file, "longer than " + FILE_BYTES_MAX + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "there is no file " + file, e);
        } catch (IOException e) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't read " + file + ": " + e.getMessage(), e);
        }
    }

    private static SheafException format(Path file, String what) {
        return new SheafException(ErrorCode.FILE_FORMAT, file + ": " + what);
    }
}
