// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts under `src/test/resources/plans` that a change must not alter unseen.
final class GoldenFiles {
    private static final Path ROOT = Path.of("src", "test", "resources", "plans");

    private GoldenFiles() {}

    static void check(String name, String actual) {
        Path file = ROOT.resolve(name);
        try {
            if (Boolean.getBoolean("sheaf.golden.rewrite")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
                return;
            }
            String known = Files.exists(file) ? Files.readString(file) : "(no file " + name + ")";
            assertEquals(known, actual, name + " changed; -Dsheaf.golden.rewrite=true writes it anew");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
