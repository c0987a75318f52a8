// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.RandomSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What is kept of a password: its Argon2id hash (RFC 9106) with salt and costs, as the text
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` that other tools write, too.
public final class PasswordHash {
    private static final Pattern TEXT = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /// What OWASP recommends as the least.
    private static final int MEMORY_KIBIBYTES = 19_456;
    private static final int ITERATIONS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /// A file of users must not make one attempt to log in cost a gigabyte or a minute.
    private static final int MEMORY_KIBIBYTES_MAX = 262_144;
    private static final int ITERATIONS_MAX = 16;

    private final int memoryKibibytes;
    private final int iterations;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int memoryKibibytes, int iterations, int lanes, byte[] salt, byte[] hash) {
        this.memoryKibibytes = memoryKibibytes;
        this.iterations = iterations;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /// Hashes a password with a salt of its own. Takes about 19 MiB of heap and a twentieth of a second.
    ///
    /// @param password in UTF-8
    /// @param random makes the salt; of a cryptographic kind
    public static PasswordHash of(byte[] password, RandomSource random) {
        byte[] salt = ByteBuffer.allocate(SALT_BYTES).putLong(random.nextLong()).putLong(random.nextLong()).array();
        PasswordHash empty = new PasswordHash(MEMORY_KIBIBYTES, ITERATIONS, 1, salt, new byte[HASH_BYTES]);
        return new PasswordHash(MEMORY_KIBIBYTES, ITERATIONS, 1, salt, empty.derive(password));
    }

    /// Reads what [#toString] gives.
    ///
    /// @throws SheafException INVALID_PARAMETER when it is no Argon2id hash, or one that is too dear to check
    public static PasswordHash parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER,
                    "a password is kept as $argon2id$v=19$m=..,t=..,p=..$salt$hash");
        }
        int memory = Integer.parseInt(matcher.group(1));
        int iterations = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (lanes < 1 || memory < 8 * lanes || memory > MEMORY_KIBIBYTES_MAX) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "the memory of an Argon2id hash is from 8 to " + MEMORY_KIBIBYTES_MAX + " KiB");
        }
        if (iterations < 1 || iterations > ITERATIONS_MAX) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "an Argon2id hash has from 1 to " + ITERATIONS_MAX + " iterations");
        }
        return new PasswordHash(memory, iterations, lanes, decode(matcher.group(4)), decode(matcher.group(5)));
    }

    /// Whether it is the hash of that password. Takes as long for a wrong one as for the right one.
    ///
    /// @param password in UTF-8
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(hash, derive(password));
    }

    private byte[] derive(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKibibytes)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[hash.length];
        generator.generateBytes(password, derived);
        return derived;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "salt or hash of a password is no Base64", broken);
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKibibytes + ",t=" + iterations + ",p=" + lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
