// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

/// Raised by decoders, which know what is wrong but not in which file. The reader that owns the file turns it into a
/// `SheafException` with file and place; it never leaves the module.
public final class MalformedDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedDataException(String detail) {
        super(detail);
    }

    public MalformedDataException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
