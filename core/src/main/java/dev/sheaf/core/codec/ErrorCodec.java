// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Objects;

/// Errors as structure: code, message, place in the SQL and the node where they arose. Causes and stack traces stay
/// where they happened.
public final class ErrorCodec {
    private ErrorCodec() {}

    /// @param node the name of the encoding node, which is the error's origin unless it has one already
    public static void encode(SheafException error, String node, Encoder out) {
        out.constant(error.code());
        out.text(String.valueOf(error.getMessage()));
        ExpressionCodec.encode(error.position(), out);
        out.text(Objects.requireNonNullElse(error.origin(), node));
    }

    public static SheafException decode(Decoder in) {
        return new SheafException(
                in.constant(ErrorCode.class), in.text(), ExpressionCodec.decodePosition(in), in.text(), null);
    }
}
