// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.TextCursor;
import java.util.Arrays;

/// `RAISE(message[, code])`: fails for the first row that counts; CARDINALITY_VIOLATION unless the name of another code
/// is given.
final class RaiseKernel implements Kernel {
    private final TextCursor text;

    RaiseKernel(KernelContext context) {
        text = new TextCursor(context);
    }

    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public void run(CallFrame frame) {
        if (frame.count() == 0) {
            return;
        }
        int row = frame.rows()[0];
        String message = frame.operand(0).isNull(row) ? "raised" : read(frame, 0, row);
        String code = frame.operandCount() > 1 ? read(frame, 1, row) : ErrorCode.CARDINALITY_VIOLATION.name();
        throw new SheafException(
                Arrays.stream(ErrorCode.values())
                        .filter(known -> known.name().equals(code))
                        .findFirst()
                        .orElse(ErrorCode.CARDINALITY_VIOLATION),
                message);
    }

    private String read(CallFrame frame, int operand, int row) {
        text.read(frame.operand(operand), row);
        return text.text();
    }
}
