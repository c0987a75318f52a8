// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what an [Encoder] wrote, and trusts nothing: lengths are held against what is left, nesting and the number of
/// nodes against fixed bounds, so that no input makes it loop, overflow the stack or take memory out of proportion.
/// Whatever is wrong is a PROTOCOL_VIOLATION.
public final class Decoder {
    /// How deep trees of expressions and nodes may be.
    public static final int DEPTH_MAX = 1000;
    /// How many nodes, expressions and types there may be in all.
    public static final int NODES_MAX = 1_000_000;

    private final byte[] bytes;
    private int position;
    private int depth;
    private int nodes;

    public Decoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A decoding step of one node of a tree.
    public <T> T nested(Supplier<T> step) {
        if (++depth > DEPTH_MAX || ++nodes > NODES_MAX) {
            throw new SheafException(ErrorCode.PLAN_TOO_COMPLEX, "a message is nested too deeply or too large");
        }
        try {
            return step.get();
        } finally {
            depth--;
        }
    }

    /// Checks that nothing is left.
    public void end() {
        if (position != bytes.length) {
            throw malformed("has " + (bytes.length - position) + " bytes too many");
        }
    }

    public int byteValue() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public boolean booleanValue() {
        return switch (byteValue()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw malformed("has a truth value that is neither");
        };
    }

    public int intValue() {
        long value = longValue();
        if (value != (int) value) {
            throw malformed("has a number that is too large");
        }
        return (int) value;
    }

    public long longValue() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = byteValue();
            value |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw malformed("has a number that doesn't end");
    }

    public double doubleValue() {
        need(8);
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (bytes[position++] & 0xFFL) << 8 * i;
        }
        return Double.longBitsToDouble(bits);
    }

    public String text() {
        int length = length();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return text;
        } catch (CharacterCodingException _) {
            throw malformed("has text that is not UTF-8");
        }
    }

    public @Nullable String nullableText() {
        return booleanValue() ? text() : null;
    }

    public byte[] byteArray() {
        int length = length();
        byte[] value = new byte[length];
        System.arraycopy(bytes, position, value, 0, length);
        position += length;
        return value;
    }

    public <E extends Enum<E>> E constant(Class<E> type) {
        String name = text();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException _) {
            throw malformed("has an unknown " + type.getSimpleName() + ": " + name);
        }
    }

    public <T> List<T> list(Supplier<T> element) {
        int count = length();
        List<T> values = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            values.add(element.get());
        }
        return values;
    }

    public List<Integer> ints() {
        return list(this::intValue);
    }

    public <T> Optional<T> optional(Supplier<T> element) {
        return booleanValue() ? Optional.of(element.get()) : Optional.empty();
    }

    public OptionalInt optionalInt() {
        return booleanValue() ? OptionalInt.of(intValue()) : OptionalInt.empty();
    }

    public OptionalLong optionalLong() {
        return booleanValue() ? OptionalLong.of(longValue()) : OptionalLong.empty();
    }

    public SortedMap<String, String> properties() {
        int count = length();
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String key = text();
            values.put(key, text());
        }
        return values;
    }

    /// An error that says what is wrong with the input.
    public SheafException malformed(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a message " + what + ", at byte " + position);
    }

    /// A length or count; every element takes at least a byte, so it can't be more than what is left.
    private int length() {
        int length = intValue();
        if (length < 0 || length > bytes.length - position) {
            throw malformed("is cut off");
        }
        return length;
    }

    private void need(int count) {
        if (bytes.length - position < count) {
            throw malformed("is cut off");
        }
    }
}
