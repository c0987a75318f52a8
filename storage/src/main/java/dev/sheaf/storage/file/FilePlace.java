// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// A place in a file, to be named in errors.
///
/// @param file the path as the user wrote it
/// @param place what is read there, such as `row group 3, column "price"`; may be empty
public record FilePlace(String file, String place) {
    /// The error for a decoder's finding at this place.
    public SheafException corrupt(RuntimeException cause) {
        return corrupt(detailOf(cause), cause);
    }

    public SheafException corrupt(String detail) {
        return corrupt(detail, null);
    }

    private SheafException corrupt(String detail, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SheafException(ErrorCode.FILE_CORRUPT, describe() + ": " + detail, cause);
    }

    /// The error for something that the format allows and Sheaf does not read.
    public SheafException unsupported(String detail) {
        return new SheafException(ErrorCode.NOT_SUPPORTED, describe() + ": " + detail);
    }

    /// The error for content that does not follow the format or the given options.
    public SheafException malformed(String detail) {
        return new SheafException(ErrorCode.FILE_FORMAT, describe() + ": " + detail);
    }

    private String describe() {
        return place.isEmpty() ? file : file + ", " + place;
    }

    private static String detailOf(RuntimeException cause) {
        return switch (cause) {
            case MalformedDataException malformed -> String.valueOf(malformed.getMessage());
            case IndexOutOfBoundsException _ -> "an offset points outside of the data";
            default -> "the data cannot be decoded";
        };
    }
}
