// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final RandomSource RANDOM = new SplittableRandom(7)::nextLong;

    @Test
    void onlyTheRightPasswordMatches() {
        PasswordHash hash = PasswordHash.of(bytes("pässword"), RANDOM);
        PasswordHash read = PasswordHash.parse(hash.toString());
        assertEquals(hash.toString(), read.toString());
        assertTrue(read.matches(bytes("pässword")));
        assertFalse(read.matches(bytes("password")));
        assertFalse(read.matches(new byte[0]));
    }

    @Test
    void samePasswordsHaveOtherHashes() {
        assertNotEquals(
                PasswordHash.of(bytes("same"), RANDOM).toString(), PasswordHash.of(bytes("same"), RANDOM).toString());
    }

    /// One of the reference implementation's test vectors.
    @Test
    void hashesOfTheReferenceImplementationAreUnderstood() {
        assertTrue(PasswordHash.parse(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
                .matches(bytes("password")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$short"
            })
    void othersAreRefused(String text) {
        SheafException refused = assertThrows(SheafException.class, () -> PasswordHash.parse(text));
        assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
