// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/// A TO_CHAR format for numbers with PostgreSQL's patterns: `9 0 . , D G S MI PL SG PR FM L $` and texts within double
/// quotes. A number that has
/// more digits before the point than the format gives `#` for each.
final class ToCharNumberFormat {
    private final String pattern;
    private final boolean filled;
    private final int wholeDigits;
    private final int fractionDigits;
    /// The digit place, counted from the left, from which on zeros are written; as many as there are places for none.
    private final int zeroFrom;
    private final boolean signPlaced;
    /// Whether an S stands before all digits: the sign then stands before the first that is shown.
    private final boolean signAnchored;
    private final boolean brackets;

    private ToCharNumberFormat(String pattern, boolean filled) {
        this.pattern = pattern;
        this.filled = filled;
        int whole = 0;
        int fraction = 0;
        int zero = Integer.MAX_VALUE;
        boolean afterPoint = false;
        boolean sign = false;
        boolean anchored = false;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '9', '0' -> {
                    if (afterPoint) {
                        fraction++;
                    } else {
                        zero = pattern.charAt(i) == '0' ? Math.min(zero, whole) : zero;
                        whole++;
                    }
                }
                case '.', 'D' -> afterPoint = true;
                case 'S', 'M', 'P', 'Z' -> {
                    sign = true;
                    anchored |= pattern.charAt(i) == 'S' && whole == 0;
                }
                case '"' -> i = closing(pattern, i);
                default -> {}
            }
        }
        wholeDigits = whole;
        fractionDigits = fraction;
        zeroFrom = zero;
        signPlaced = sign;
        signAnchored = anchored;
        brackets = pattern.endsWith("PR");
    }

    private static int closing(String pattern, int quote) {
        int end = pattern.indexOf('"', quote + 1);
        return end < 0 ? pattern.length() : end;
    }

    static ToCharNumberFormat parse(byte[] bytes) {
        String format = new String(bytes, StandardCharsets.UTF_8);
        String pattern = format.replace("FM", "").replace("fm", "").replace("SG", "Z").replace("sg", "Z")
                .replace("MI", "M").replace("mi", "M").replace("PL", "P").replace("pl", "P");
        if (pattern.contains("EEEE") || pattern.contains("RN") || pattern.contains("V") || pattern.contains("TH")) {
            throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "EEEE, RN, TH and V in the number format '" + format + "'");
        }
        return new ToCharNumberFormat(pattern, format.length() == format.replace("FM", "").replace("fm", "").length());
    }

    String format(BigDecimal number) {
        BigDecimal rounded = number.abs().setScale(fractionDigits, RoundingMode.HALF_UP);
        boolean negative = number.signum() < 0 && rounded.signum() != 0;
        String digits = rounded.unscaledValue().toString();
        while (digits.length() <= fractionDigits) {
            digits = "0" + digits;
        }
        String whole = digits.substring(0, digits.length() - fractionDigits);
        String fraction = digits.substring(digits.length() - fractionDigits);
        if (whole.equals("0") && fractionDigits > 0) {
            whole = "";
        }
        boolean overflow = whole.length() > wholeDigits;
        return write(negative, overflow ? "#".repeat(wholeDigits) : whole,
                overflow ? "#".repeat(fractionDigits) : fraction);
    }

    private String write(boolean negative, String whole, String fraction) {
        StringBuilder target = new StringBuilder();
        int blanks = wholeDigits - whole.length();
        int firstShown = Math.min(blanks, zeroFrom);
        // Without a place of its own the sign stands before the first digit.
        boolean signPending = (!signPlaced || signAnchored) && !brackets;
        String positive = signAnchored ? "+" : filled ? " " : "";
        boolean bracketPending = brackets;
        int place = 0;
        int fractionPlace = 0;
        int lastFraction = filled ? fraction.length() : lastSignificant(fraction);
        boolean afterPoint = false;
        for (int i = 0; i < pattern.length() && !(brackets && i == pattern.length() - 2); i++) {
            char c = pattern.charAt(i);
            boolean shown = place >= firstShown;
            boolean digit = c == '9' || c == '0';
            if (shown && (digit || c == '.' || c == 'D') && !afterPoint) {
                if (signPending) {
                    target.append(negative ? "-" : positive);
                    signPending = false;
                } else if (bracketPending) {
                    target.append(negative ? "<" : filled ? " " : "");
                    bracketPending = false;
                }
            }
            if (digit && afterPoint) {
                boolean required = c == '0' || fractionPlace < lastFraction;
                target.append(required ? fraction.substring(fractionPlace, fractionPlace + 1) : "");
                fractionPlace++;
            } else if (digit) {
                target.append(place >= blanks ? whole.substring(place - blanks, place - blanks + 1)
                        : shown ? "0" : filled ? " " : "");
                place++;
            } else {
                switch (c) {
                    case '.', 'D' -> {
                        target.append('.');
                        afterPoint = true;
                    }
                    case ',', 'G' -> target.append(shown ? "," : filled ? " " : "");
                    case 'S' -> target.append(signAnchored ? "" : negative ? "-" : "+");
                    case 'Z' -> target.append(negative ? '-' : '+');
                    case 'M' -> target.append(negative ? "-" : filled ? " " : "");
                    case 'P' -> target.append(negative ? filled ? " " : "" : "+");
                    case 'L', '$' -> target.append('$');
                    case '"' -> {
                        int end = closing(pattern, i);
                        target.append(pattern, i + 1, end);
                        i = end;
                    }
                    default -> target.append(c);
                }
            }
        }
        if (signPending) {
            target.append(negative ? "-" : "");
        }
        return target.append(brackets ? negative ? ">" : filled ? " " : "" : "").toString();
    }

    private static int lastSignificant(String fraction) {
        int last = fraction.length();
        while (last > 0 && fraction.charAt(last - 1) == '0') {
            last--;
        }
        return last;
    }
}
