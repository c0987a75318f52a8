// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What a key is for. Every key is bound to all of it, so that a chunk can't be moved to another direction, stream, or
/// life of a node. One sealer at most may exist for a scope: two would use a nonce twice.
///
/// @param from the sender
/// @param fromIncarnation the sender's life
/// @param to the receiver
/// @param toIncarnation the receiver's life
/// @param link the sender's number of the link
/// @param stream the stream's number on the link
public record CipherScope(
        String from, long fromIncarnation, String to, long toIncarnation, long link, long stream) {
    private static final String PROTOCOL = "sheaf link 1";

    public CipherScope {
        if (from.isEmpty() || to.isEmpty()) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "a node without a name");
        }
    }

    /// The scope as HKDF's `info`: lengths come before names, so that no two scopes look alike.
    byte[] info(int generation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(PROTOCOL);
            out.writeUTF(from);
            out.writeLong(fromIncarnation);
            out.writeUTF(to);
            out.writeLong(toIncarnation);
            out.writeLong(link);
            out.writeLong(stream);
            out.writeInt(generation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
