// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;

/// Functions of text and bytes.
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(FunctionList list) {
        list.add("concat", ScalarFunction.CONCAT_SKIP_NULLS, Parameter.AS_TEXT).repeating().nulls(Overload.Nulls.NEVER)
                .gives(DataType.VARCHAR);
        list.add("concat_ws", ScalarFunction.CONCAT_WS, Parameter.TEXT, Parameter.AS_TEXT).repeating()
                .nulls(Overload.Nulls.FIRST_ARGUMENT).gives(DataType.VARCHAR);
        list.add("length", ScalarFunction.LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("char_length", ScalarFunction.LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("character_length", ScalarFunction.LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("len", ScalarFunction.LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("octet_length", ScalarFunction.OCTET_LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("octet_length", ScalarFunction.OCTET_LENGTH, Parameter.BINARY).gives(DataType.BIGINT);
        list.add("length", ScalarFunction.OCTET_LENGTH, Parameter.BINARY).gives(DataType.BIGINT);
        list.add("bit_length", ScalarFunction.BIT_LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("lower", ScalarFunction.LOWER, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("lcase", ScalarFunction.LOWER, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("upper", ScalarFunction.UPPER, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("ucase", ScalarFunction.UPPER, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("initcap", ScalarFunction.INITCAP, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("reverse", ScalarFunction.REVERSE, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("substring", ScalarFunction.SUBSTRING, Parameter.TEXT, Parameter.INTEGER, Parameter.INTEGER)
                .optional(1).gives(DataType.VARCHAR);
        list.add("substr", ScalarFunction.SUBSTRING, Parameter.TEXT, Parameter.INTEGER, Parameter.INTEGER).optional(1)
                .gives(DataType.VARCHAR);
        list.add("position", ScalarFunction.POSITION, Parameter.TEXT, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("ltrim", ScalarFunction.LTRIM, Parameter.TEXT, Parameter.TEXT).optional(1).gives(DataType.VARCHAR);
        list.add("rtrim", ScalarFunction.RTRIM, Parameter.TEXT, Parameter.TEXT).optional(1).gives(DataType.VARCHAR);
        list.add("btrim", ScalarFunction.BTRIM, Parameter.TEXT, Parameter.TEXT).optional(1).gives(DataType.VARCHAR);
        list.add("trim", ScalarFunction.BTRIM, Parameter.TEXT, Parameter.TEXT).optional(1).gives(DataType.VARCHAR);
        list.add("lpad", ScalarFunction.LPAD, Parameter.TEXT, Parameter.INTEGER, Parameter.TEXT).optional(1)
                .gives(DataType.VARCHAR);
        list.add("rpad", ScalarFunction.RPAD, Parameter.TEXT, Parameter.INTEGER, Parameter.TEXT).optional(1)
                .gives(DataType.VARCHAR);
        list.add("left", ScalarFunction.LEFT, Parameter.TEXT, Parameter.INTEGER).gives(DataType.VARCHAR);
        list.add("right", ScalarFunction.RIGHT, Parameter.TEXT, Parameter.INTEGER).gives(DataType.VARCHAR);
        list.add("replace", ScalarFunction.REPLACE, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT)
                .gives(DataType.VARCHAR);
        list.add("repeat", ScalarFunction.REPEAT, Parameter.TEXT, Parameter.INTEGER).gives(DataType.VARCHAR);
        list.add("translate", ScalarFunction.TRANSLATE, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT)
                .gives(DataType.VARCHAR);
        list.add("translate3", ScalarFunction.TRANSLATE, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT)
                .gives(DataType.VARCHAR);
        list.add("overlay", ScalarFunction.OVERLAY, Parameter.TEXT, Parameter.TEXT, Parameter.INTEGER,
                Parameter.INTEGER).optional(1).gives(DataType.VARCHAR);
        list.add("starts_with", ScalarFunction.STARTS_WITH, Parameter.TEXT, Parameter.TEXT).gives(DataType.BOOLEAN);
        list.add("ends_with", ScalarFunction.ENDS_WITH, Parameter.TEXT, Parameter.TEXT).gives(DataType.BOOLEAN);
        list.add("contains", ScalarFunction.CONTAINS, Parameter.TEXT, Parameter.TEXT).gives(DataType.BOOLEAN);
        list.add("prefix", ScalarFunction.STARTS_WITH, Parameter.TEXT, Parameter.TEXT).gives(DataType.BOOLEAN);
        list.add("suffix", ScalarFunction.ENDS_WITH, Parameter.TEXT, Parameter.TEXT).gives(DataType.BOOLEAN);
        list.add("split_part", ScalarFunction.SPLIT_PART, Parameter.TEXT, Parameter.TEXT, Parameter.INTEGER)
                .gives(DataType.VARCHAR);
        list.add("ascii", ScalarFunction.ASCII, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("unicode", ScalarFunction.ASCII, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("ord", ScalarFunction.ASCII, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("strlen", ScalarFunction.OCTET_LENGTH, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("editdist3", ScalarFunction.LEVENSHTEIN, Parameter.TEXT, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("chr", ScalarFunction.CHR, Parameter.INTEGER).gives(DataType.VARCHAR);
        list.add("md5", ScalarFunction.MD5, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("sha256", ScalarFunction.SHA256, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("to_hex", ScalarFunction.HEX_ENCODE, Parameter.BINARY).gives(DataType.VARCHAR);
        list.add("to_hex", ScalarFunction.HEX_ENCODE, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("hex", ScalarFunction.HEX_ENCODE, Parameter.BINARY).gives(DataType.VARCHAR);
        list.add("hex", ScalarFunction.HEX_ENCODE, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("unhex", ScalarFunction.HEX_DECODE, Parameter.TEXT).gives(DataType.VARBINARY);
        list.add("from_hex", ScalarFunction.HEX_DECODE, Parameter.TEXT).gives(DataType.VARBINARY);
        list.add("regexp_matches", ScalarFunction.REGEXP_MATCHES, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT)
                .optional(1).gives(DataType.BOOLEAN);
        list.add("regexp_like", ScalarFunction.REGEXP_MATCHES, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT)
                .optional(1).gives(DataType.BOOLEAN);
        list.add("regexp_replace", ScalarFunction.REGEXP_REPLACE, Parameter.TEXT, Parameter.TEXT, Parameter.TEXT,
                Parameter.TEXT).optional(1).gives(DataType.VARCHAR);
        list.add("regexp_extract", ScalarFunction.REGEXP_EXTRACT, Parameter.TEXT, Parameter.TEXT, Parameter.INTEGER)
                .optional(1).gives(DataType.VARCHAR);
        list.add("levenshtein", ScalarFunction.LEVENSHTEIN, Parameter.TEXT, Parameter.TEXT).gives(DataType.BIGINT);
        list.add("strftime", ScalarFunction.STRFTIME, Parameter.DATETIME, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("to_char", ScalarFunction.TO_CHAR, Parameter.TEMPORAL, Parameter.TEXT).gives(DataType.VARCHAR);
        list.add("to_char", ScalarFunction.TO_CHAR, Parameter.NUMBER, Parameter.TEXT).gives(DataType.VARCHAR);
    }
}
