// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Who may log in, and with which password. Safe for use by many threads.
public final class FlightUsers {
    private static final int PASSWORD_BYTES_MAX = 1024;
    private static final int WAITING_MAX = 64;

    private final Map<String, PasswordHash> hashes;
    private final PasswordHash nobody;
    private final Object oneCheck = new Object();
    private final AtomicInteger waiting = new AtomicInteger();

    private FlightUsers(Map<String, PasswordHash> hashes, PasswordHash nobody) {
        this.hashes = Map.copyOf(hashes);
        this.nobody = nobody;
    }

    /// @param hashes the password of each user
    /// @param random of a cryptographic kind
    public static FlightUsers of(Map<String, PasswordHash> hashes, RandomSource random) {
        if (hashes.isEmpty()) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "there are no users");
        }
        byte[] unguessable = Long.toHexString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
        return new FlightUsers(hashes, PasswordHash.of(unguessable, random));
    }

    /// Reads a file of users: a line `name:$argon2id$...` each, empty lines and lines that begin with `#` aside.
    ///
    /// @throws SheafException INVALID_PARAMETER with the number of the line that is wrong; never with its text
    public static FlightUsers parse(String text, RandomSource random) {
        Map<String, PasswordHash> hashes = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER, "line " + number + " of the users is no name:hash");
            }
            try {
                String name = line.substring(0, colon).strip();
                if (hashes.put(name, PasswordHash.parse(line.substring(colon + 1).strip())) != null) {
                    throw new SheafException(ErrorCode.INVALID_PARAMETER, "the user is there twice");
                }
            } catch (SheafException wrong) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER, "line " + number + " of the users: " + wrong.getMessage(), wrong);
            }
        }
        return of(hashes, random);
    }

    public Set<String> names() {
        return hashes.keySet();
    }

    /// Whether that is the user's password. One check runs at a time, so that guessing is slow and takes little memory.
    ///
    /// @throws SheafException TOO_MANY_CONNECTIONS when too many wait for theirs
    boolean matches(String name, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PASSWORD_BYTES_MAX) {
            return false;
        }
        PasswordHash hash = hashes.get(name);
        try {
            if (waiting.incrementAndGet() > WAITING_MAX) {
                throw new SheafException(ErrorCode.TOO_MANY_CONNECTIONS, "too many clients log in at once");
            }
            synchronized (oneCheck) {
                // A name that nobody has takes as long, so that names can't be told from the time.
                boolean right = (hash == null ? nobody : hash).matches(bytes);
                return right && hash != null;
            }
        } finally {
            waiting.decrementAndGet();
        }
    }
}
