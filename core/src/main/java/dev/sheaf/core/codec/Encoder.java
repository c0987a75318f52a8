// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes values into a growing array of bytes. Whole numbers are zigzag varints (as Protocol Buffers has them), text
/// is UTF-8 behind its length.
public final class Encoder {
    private byte[] bytes = new byte[256];
    private int size;

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void byteValue(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void booleanValue(boolean value) {
        byteValue(value ? 1 : 0);
    }

    public void intValue(int value) {
        longValue(value);
    }

    public void longValue(long value) {
        long rest = value << 1 ^ value >> 63;
        ensure(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void doubleValue(double value) {
        long bits = Double.doubleToRawLongBits(value);
        ensure(8);
        for (int i = 0; i < 8; i++) {
            bytes[size++] = (byte) (bits >>> 8 * i);
        }
    }

    public void text(String value) {
        byteArray(value.getBytes(StandardCharsets.UTF_8));
    }

    public void nullableText(@Nullable String value) {
        booleanValue(value != null);
        if (value != null) {
            text(value);
        }
    }

    public void byteArray(byte[] value) {
        intValue(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /// An enum constant by its name, so that constants may be added anywhere.
    public void constant(Enum<?> value) {
        text(value.name());
    }

    public <T> void list(Collection<T> values, Consumer<T> element) {
        intValue(values.size());
        values.forEach(element);
    }

    public void ints(Collection<Integer> values) {
        list(values, this::intValue);
    }

    public <T> void optional(Optional<T> value, Consumer<T> element) {
        booleanValue(value.isPresent());
        value.ifPresent(element);
    }

    public void optionalInt(OptionalInt value) {
        booleanValue(value.isPresent());
        value.ifPresent(this::intValue);
    }

    public void optionalLong(OptionalLong value) {
        booleanValue(value.isPresent());
        value.ifPresent(this::longValue);
    }

    public void properties(SortedMap<String, String> values) {
        intValue(values.size());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(entry.getKey());
            text(entry.getValue());
        }
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
