// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.NeedleOperand;
import dev.sheaf.exec.kernel.text.Slice;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.TextOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT and SIMILAR TO, by RE2/J over the bytes of the text.
final class RegexKernels {
    private final TextCursor text;
    private final TextCursor flagText;
    private final NeedleOperand<Pattern> patterns;
    private String flags = "";

    private RegexKernels(KernelContext context, boolean similar) {
        text = new TextCursor(context);
        flagText = new TextCursor(context);
        patterns = new NeedleOperand<>(context, bytes -> {
            String pattern = new String(bytes, StandardCharsets.UTF_8);
            return similar
                    ? RegexPatterns.similarTo(pattern, flags.isEmpty() ? -1 : flags.codePointAt(0))
                    : RegexPatterns.compile(pattern, flags);
        });
    }

    static Kernel bind(ScalarFunction function, KernelContext context) {
        boolean similar = function == ScalarFunction.SIMILAR_TO;
        RegexKernels kernels = new RegexKernels(context, similar);
        return switch (function) {
            case REGEXP_MATCHES -> frame -> kernels.matches(frame, "");
            case SIMILAR_TO -> frame -> kernels.matches(frame, "\\");
            case REGEXP_EXTRACT -> {
                Slice slice = new Slice(context, true);
                yield frame -> kernels.extract(frame, slice);
            }
            case REGEXP_REPLACE -> {
                TextOutput output = new TextOutput(context);
                TextCursor replacement = new TextCursor(context);
                yield frame -> kernels.replace(frame, output, replacement);
            }
            default -> throw new IllegalArgumentException(function + " has no regular expression");
        };
    }

    /// The pattern of a row, with the flags that an operand gives, if there is such an operand.
    private Pattern pattern(CallFrame frame, int row, int flagOperand, String defaultFlags) {
        // Matching costs far more than the look; a chunk of long texts may take seconds.
        CancellationScope.check();
        String given = defaultFlags;
        if (flagOperand < frame.operandCount()) {
            flagText.read(frame.operand(flagOperand), row);
            given = flagText.text();
        }
        if (!given.equals(flags)) {
            flags = given;
            patterns.forget();
        }
        return patterns.get(frame.operand(1), row);
    }

    private void matches(CallFrame frame, String defaultFlags) {
        long[] bits = frame.clearResultBits();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            Pattern pattern = pattern(frame, row, 2, defaultFlags);
            text.read(frame.operand(0), row);
            bits[row >> 6] |= (pattern.matcher(text.toByteArray()).find() ? 1L : 0L) << row;
        }
    }

    /// The match, or one of its groups; empty when there is none.
    private void extract(CallFrame frame, Slice slice) {
        slice.open(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            Pattern pattern = pattern(frame, row, 3, "");
            long group = frame.operandCount() > 2 ? frame.operand(2).integer(row) : 0;
            if (group < 0 || group > pattern.groupCount()) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER,
                        "group " + group + " of a regular expression with " + pattern.groupCount());
            }
            slice.read(row);
            Matcher matcher = pattern.matcher(slice.cursor().toByteArray());
            int start = matcher.find() ? matcher.start((int) group) : -1;
            slice.putBytes(row, Math.max(start, 0), start < 0 ? 0 : matcher.end((int) group) - start);
        }
    }

    private void replace(CallFrame frame, TextOutput output, TextCursor replacement) {
        output.open(frame);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            Pattern pattern = pattern(frame, row, 3, "");
            boolean all = flags.indexOf('g') >= 0;
            text.read(frame.operand(0), row);
            replacement.read(frame.operand(2), row);
            byte[] bytes = text.toByteArray();
            Matcher matcher = pattern.matcher(bytes);
            result.reset();
            int done = 0;
            boolean before = false;
            while (matcher.find()) {
                if (before && matcher.start() == matcher.end() && matcher.start() == done) {
                    // RE2 takes no empty match at the end of another.
                    continue;
                }
                before = true;
                result.write(bytes, done, matcher.start() - done);
                append(result, replacement, matcher, bytes);
                done = matcher.end();
                if (!all) {
                    break;
                }
            }
            result.write(bytes, done, bytes.length - done);
            output.put(row, result.toByteArray(), result.size());
        }
    }

    /// Appends the replacement with `\1` to `\9` as groups, `\0` and `\&` as the whole match, `\\` as a backslash.
    private static void append(ByteArrayOutputStream result, TextCursor replacement, Matcher matcher, byte[] text) {
        int i = 0;
        while (i < replacement.length()) {
            byte c = replacement.at(i++);
            if (c != '\\' || i == replacement.length()) {
                result.write(c);
                continue;
            }
            byte next = replacement.at(i++);
            int group = next == '&' ? 0 : next - '0';
            if (group < 0 || group > 9) {
                if (next != '\\') {
                    result.write('\\');
                }
                result.write(next);
            } else if (group <= matcher.groupCount() && matcher.start(group) >= 0) {
                result.write(text, matcher.start(group), matcher.end(group) - matcher.start(group));
            }
        }
    }
}
