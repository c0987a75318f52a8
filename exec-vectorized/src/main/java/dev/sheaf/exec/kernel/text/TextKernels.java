// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// Finds the kernel of a text function.
public final class TextKernels {
    private TextKernels() {}

    public static Kernel bind(Call call, KernelContext context) {
        DataType first = call.operands().getFirst().type();
        return switch (call.function()) {
            case CONCAT -> ConcatKernels.concat(context);
            case CONCAT_SKIP_NULLS -> ConcatKernels.concatSkipNulls(context);
            case CONCAT_WS -> ConcatKernels.concatWithSeparator(context);
            case LENGTH, OCTET_LENGTH, BIT_LENGTH, ASCII, POSITION, LEVENSHTEIN ->
                    MeasureKernels.bind(call.function(), first, context);
            case LOWER -> CaseKernels.lower(context);
            case UPPER -> CaseKernels.upper(context);
            case INITCAP -> CaseKernels.initcap(context);
            case SUBSTRING, LEFT, RIGHT, SPLIT_PART -> SliceKernels.bind(call.function(), first, context);
            case LTRIM, RTRIM, BTRIM -> TrimKernels.bind(call.function(), context);
            case REPEAT, REPLACE, REVERSE, LPAD, RPAD, TRANSLATE, OVERLAY, CHR ->
                    BuildKernels.bind(call.function(), context);
            case MD5 -> DigestKernels.digest("MD5", call.type(), context);
            case SHA256 -> DigestKernels.digest("SHA-256", call.type(), context);
            case HEX_ENCODE -> DigestKernels.hexEncode(context);
            case HEX_DECODE -> DigestKernels.hexDecode(context);
            default -> throw new IllegalArgumentException(call.function() + " is no text function");
        };
    }
}
