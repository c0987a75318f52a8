// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// Says failures of the file system in Sheaf's terms.
final class DiskErrors {
    private DiskErrors() {}

    static SheafException of(String path, IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> new SheafException(
                    ErrorCode.FILE_NOT_FOUND, "no such file or directory: " + path, failure);
            case FileAlreadyExistsException _ -> new SheafException(
                    ErrorCode.FILE_EXISTS, "the file exists already: " + path, failure);
            case AccessDeniedException _ -> new SheafException(
                    ErrorCode.PERMISSION_DENIED, "access denied: " + path, failure);
            default -> new SheafException(code(failure), path + ": " + failure.getMessage(), failure);
        };
    }

    private static ErrorCode code(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("disk quota")
                ? ErrorCode.DISK_FULL
                : ErrorCode.IO_ERROR;
    }
}
