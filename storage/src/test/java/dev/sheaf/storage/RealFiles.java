// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Real data files that may lie beside the project; tests that want them also have data of their own.
public final class RealFiles {
    private RealFiles() {}

    /// The file of that name in the folder named by `sheaf.data`, or in `../../shared/data`, if it is there.
    public static Optional<Path> find(String name) {
        String folder = System.getProperty("sheaf.data", "../../shared/data");
        Path file = Path.of(folder).toAbsolutePath().normalize().resolve(name);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}
