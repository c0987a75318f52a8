// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.exec.kernel.text.ByteSearch;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A LIKE pattern, cut at its `%` into parts. Where no part has a `_` they are looked for as bytes, one behind the
/// other: what covers exact,
/// prefix, suffix, "contains" and `a%b%c` patterns without trying anything twice. Parts with `_` are compared a
/// character at a time.
final class LikePattern {
    private final List<Part> parts;
    private final int bytesMin;

    /// A stretch without `%`.
    ///
    /// @param text its bytes, with nothing for a `_`
    /// @param anyPlaces per byte of `text` and for its end, how many `_` stand before it; empty when there are none
    private record Part(ByteSearch text, @SuppressWarnings("ArrayRecordComponent") int[] anyPlaces, int anyCount) {
        int bytesMin() {
            return text.length() + anyCount;
        }
    }

    private LikePattern(List<Part> parts) {
        this.parts = parts;
        this.bytesMin = parts.stream().mapToInt(Part::bytesMin).sum();
    }

    /// @param escape the escape character, or -1 for none
    /// @throws SheafException INVALID_ESCAPE when the pattern ends in its escape character
    static LikePattern parse(String pattern, int escape) {
        List<Part> parts = new ArrayList<>();
        PartBuilder part = new PartBuilder();
        for (int i = 0; i < pattern.length();) {
            int codePoint = pattern.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == escape) {
                if (i >= pattern.length()) {
                    throw new SheafException(ErrorCode.INVALID_ESCAPE, "the pattern ends in its escape character");
                }
                codePoint = pattern.codePointAt(i);
                i += Character.charCount(codePoint);
                part.add(codePoint);
            } else if (codePoint == '%') {
                parts.add(part.build());
                part = new PartBuilder();
            } else if (codePoint == '_') {
                part.addAny();
            } else {
                part.add(codePoint);
            }
        }
        parts.add(part.build());
        return new LikePattern(parts);
    }

    private static final class PartBuilder {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final List<Integer> places = new ArrayList<>();

        void add(int codePoint) {
            text.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }

        void addAny() {
            places.add(text.size());
        }

        Part build() {
            byte[] bytes = text.toByteArray();
            int[] any = new int[places.isEmpty() ? 0 : bytes.length + 1];
            places.forEach(place -> any[place]++);
            return new Part(new ByteSearch(bytes), any, places.size());
        }
    }

    /// A shorter text doesn't match.
    int bytesMin() {
        return bytesMin;
    }

    /// What a text must contain, anywhere, to match; null where there is nothing of the kind, or where the beginning of
    /// a text tells sooner that it doesn't match.
    @Nullable ByteSearch contained() {
        if (parts.getFirst().bytesMin() > 0) {
            return null;
        }
        for (int i = 1; i < parts.size() - 1; i++) {
            Part part = parts.get(i);
            if (part.anyCount == 0 && part.text.length() > 0) {
                return part.text;
            }
        }
        return null;
    }

    /// Whether a text that contains what it must always matches.
    boolean containedSuffices() {
        return parts.size() == 3 && parts.getLast().bytesMin() == 0;
    }

    boolean matches(TextCursor text) {
        int length = text.length();
        if (length < bytesMin) {
            return false;
        }
        MemorySegment segment = text.segment();
        long offset = text.offset();
        Part first = parts.getFirst();
        int at = matchAt(first, segment, offset, 0, length);
        if (at < 0 || parts.size() == 1) {
            return at == length;
        }
        for (int i = 1; i < parts.size() - 1; i++) {
            at = findFrom(parts.get(i), segment, offset, at, length);
            if (at < 0) {
                return false;
            }
        }
        return matchAtEnd(parts.getLast(), segment, offset, at, length);
    }

    /// Where the part ends when it lies at a place, or -1.
    private static int matchAt(Part part, MemorySegment segment, long offset, int from, int to) {
        if (part.anyCount == 0) {
            int end = from + part.text.length();
            return end <= to && part.text.matches(segment, offset + from) ? end : -1;
        }
        int at = from;
        for (int i = 0; i <= part.text.length(); i++) {
            for (int any = part.anyPlaces[i]; any > 0; any--) {
                if (at >= to) {
                    return -1;
                }
                at = Math.min(to, at + Utf8.size(segment.get(ValueLayout.JAVA_BYTE, offset + at)));
            }
            if (i < part.text.length()) {
                if (at >= to || !part.text.hasAt(i, segment.get(ValueLayout.JAVA_BYTE, offset + at))) {
                    return -1;
                }
                at++;
            }
        }
        return at;
    }

    /// Where the part ends at the first place from `from` on where it lies, or -1.
    private static int findFrom(Part part, MemorySegment segment, long offset, int from, int to) {
        if (part.anyCount == 0) {
            int at = part.text.indexIn(segment, offset, from, to);
            return at < 0 ? -1 : at + part.text.length();
        }
        for (int at = from; at < to; at += Utf8.size(segment.get(ValueLayout.JAVA_BYTE, offset + at))) {
            int end = matchAt(part, segment, offset, at, to);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private static boolean matchAtEnd(Part part, MemorySegment segment, long offset, int from, int to) {
        if (part.anyCount == 0) {
            int start = to - part.text.length();
            return start >= from && part.text.matches(segment, offset + start);
        }
        for (int at = from; at < to; at += Utf8.size(segment.get(ValueLayout.JAVA_BYTE, offset + at))) {
            if (matchAt(part, segment, offset, at, to) == to) {
                return true;
            }
        }
        return false;
    }
}
