// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// The secret that two nodes share by the TLS 1.3 connection between them, in which each has shown its certificate
/// (RFC 8446, section 7.5). It never leaves the process; keys are derived from it by HKDF with SHA-256 (RFC 5869).
/// Immutable, safe for use by many threads.
public final class LinkSecret {
    private static final String LABEL = "EXPORTER-sheaf-link-1";
    private static final String ID_LABEL = "EXPORTER-sheaf-link-id-1";
    private static final String TLS = "TLSv1.3";
    private static final String HKDF = "HKDF-SHA256";
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 32;

    private final SecretKey secret;
    private final long id;

    private LinkSecret(SecretKey secret, long id) {
        this.secret = secret;
        this.id = id;
    }

    /// The secret of a connection whose handshake is done. Both ends get the same.
    ///
    /// @throws SheafException AUTHENTICATION_FAILED when it isn't TLS 1.3, or the other side has shown no certificate
    public static LinkSecret of(ExtendedSSLSession session) {
        if (!session.getProtocol().equals(TLS)) {
            throw refused("a link needs " + TLS + ", and the connection has " + session.getProtocol());
        }
        try {
            session.getPeerCertificates();
            byte[] id = session.exportKeyingMaterialData(ID_LABEL, new byte[0], Long.BYTES);
            return new LinkSecret(
                    session.exportKeyingMaterialKey("Generic", LABEL, new byte[0], SECRET_BYTES),
                    ByteBuffer.wrap(id).getLong());
        } catch (SSLException e) {
            throw new SheafException(
                    ErrorCode.AUTHENTICATION_FAILED, "no secret for a link: " + e.getMessage(), e);
        }
    }

    /// A secret from bytes that both sides have by other means.
    static LinkSecret ofBytes(byte[] bytes) {
        if (bytes.length < SECRET_BYTES) {
            throw refused("a secret of " + bytes.length + " bytes");
        }
        return new LinkSecret(new SecretKeySpec(bytes, "Generic"), 0);
    }

    /// What both sides may call it in the open: nothing about the secret follows from it.
    public long id() {
        return id;
    }

    /// The key of a scope's so-many-eth generation.
    ChunkKey key(CipherScope scope, int generation) {
        try {
            KDF hkdf = KDF.getInstance(HKDF);
            byte[] derived = hkdf.deriveData(HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .addSalt(LABEL.getBytes(StandardCharsets.US_ASCII))
                    .thenExpand(scope.info(generation), KEY_BYTES + ChunkKey.NONCE_BYTES));
            return ChunkKey.of(derived, KEY_BYTES);
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "can't derive a key: " + e.getMessage(), e);
        }
    }

    private static SheafException refused(String why) {
        return new SheafException(ErrorCode.AUTHENTICATION_FAILED, why);
    }
}
