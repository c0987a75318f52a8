// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// The cipher of all chunks, from the JDK, which uses the processor's instructions for it.
final class ChunkCipher {
    private static final String NAME = "AES/GCM/NoPadding";

    private ChunkCipher() {}

    static Cipher create() {
        try {
            return Cipher.getInstance(NAME);
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "this JDK has no " + NAME, e);
        }
    }
}
