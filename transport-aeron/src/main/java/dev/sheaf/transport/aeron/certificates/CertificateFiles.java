// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a node's certificates lie, all as PEM.
///
/// @param authority the certificates that others' must come from
/// @param certificate the node's own, with those between it and the authority behind it
/// @param key its private key, PKCS #8, not encrypted: readable for the node's user only
/// @param revoked lists of what the authority has revoked; null for none
public record CertificateFiles(Path authority, Path certificate, Path key, @Nullable Path revoked) {
    /// The names under which `sheaf certs` writes them.
    public static CertificateFiles in(Path directory, String node) {
        return new CertificateFiles(
                directory.resolve("ca.crt"), directory.resolve(node + ".crt"), directory.resolve(node + ".key"), null);
    }

    public CertificateFiles withRevoked(Path lists) {
        return new CertificateFiles(authority, certificate, key, lists);
    }
}
