// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;
import dev.sheaf.exec.kernel.simd.RegionSearch;
import dev.sheaf.exec.kernel.text.ByteSearch;
import dev.sheaf.exec.kernel.text.LowerCase;
import dev.sheaf.exec.kernel.text.NeedleOperand;
import dev.sheaf.exec.kernel.text.TextCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// LIKE and ILIKE: `(text, pattern[, escape])`. The escape character is the backslash unless given; an empty text means
/// none.
public final class LikeKernel implements Kernel {
    private final TextCursor text;
    private final TextCursor escapeText;
    private final ContainsSearch contains;
    private final NeedleOperand<LikePattern> patterns;
    private final @Nullable LowerCase lowerCase;
    private int escape = '\\';

    public LikeKernel(boolean ignoreCase, KernelContext context) {
        this.text = new TextCursor(context);
        this.contains = new ContainsSearch(text, RegionSearch.best());
        this.escapeText = new TextCursor(context);
        this.lowerCase = ignoreCase ? new LowerCase(context) : null;
        this.patterns = new NeedleOperand<>(context, bytes -> {
            String pattern = new String(bytes, StandardCharsets.UTF_8);
            return LikePattern.parse(ignoreCase ? LowerCase.of(pattern) : pattern, escape);
        });
    }

    @Override
    public void run(CallFrame frame) {
        long[] bits = frame.clearResultBits();
        Operand subject = frame.operand(0);
        StringVector strings = subject.strings();
        int[] rows = frame.rows();
        int count = frame.count();
        ByteSearch contained = contained(frame, count);
        if (contained != null) {
            contains.run(contained, strings, rows, count, bits);
            if (!patterns.last().containedSuffices()) {
                keepMatches(patterns.last(), strings, bits, Bits.words(frame.rowCount()));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (frame.operandCount() == 3) {
                readEscape(frame.operand(2), row);
            }
            LikePattern pattern = frame.operand(1).constant() && i > 0 && frame.operandCount() == 2
                    ? patterns.last()
                    : patterns.get(frame.operand(1), row);
            int place = row & subject.mask();
            if (StringViews.length(strings.views()[2 * place]) < pattern.bytesMin()) {
                continue;
            }
            text.read(strings, place);
            TextCursor read = lowerCase == null ? text : lowerCase.of(text);
            if (pattern.matches(read)) {
                bits[row >> 6] |= 1L << row;
            }
        }
    }

    /// Takes the bits of the rows away that don't match.
    private void keepMatches(LikePattern pattern, StringVector strings, long[] bits, int wordCount) {
        for (int word = 0; word < wordCount; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                text.read(strings, (word << 6) + Long.numberOfTrailingZeros(left));
                if (!pattern.matches(text)) {
                    bits[word] ^= Long.lowestOneBit(left);
                }
            }
        }
    }

    /// What all rows' strings are searched for, where the pattern is a constant that asks for that and maybe for more.
    private @Nullable ByteSearch contained(CallFrame frame, int count) {
        boolean plain = frame.operandCount() == 2 && lowerCase == null && count > 0
                && frame.operand(1).constant() && !frame.operand(0).constant();
        return plain ? patterns.get(frame.operand(1), frame.rows()[0]).contained() : null;
    }

    private void readEscape(Operand operand, int row) {
        escapeText.read(operand, row);
        String characters = escapeText.text();
        if (characters.codePointCount(0, characters.length()) > 1) {
            throw new SheafException(
                    ErrorCode.INVALID_ESCAPE, "'" + characters + "' is not a single escape character");
        }
        int given = characters.isEmpty() ? -1 : lowerCase == null ? characters.codePointAt(0)
                : Character.toLowerCase(characters.codePointAt(0));
        if (given != escape) {
            escape = given;
            patterns.forget();
        }
    }
}
