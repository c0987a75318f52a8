// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a failing query smaller: takes out runs of tokens with balanced brackets, long ones first, and puts simple
/// values in the place of bracketed expressions, as long as the query still fails in the same way. Delta debugging
/// (Zeller and Hildebrandt, 2002) over tokens. What is taken out need not be a clause: what is left is mostly no query
/// then, and fails in another way.
final class Shrinker {
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_][\\w.]*|[\\d.]+(?:[eE]-?\\d+)?"
                    + "|<=|>=|<>|\\|\\||::|\\S");
    private static final List<String> SIMPLE = List.of("null", "1", "true");

    private final Predicate<String> fails;
    private int attemptsLeft;

    /// @param fails whether a query fails in the way that is looked for
    /// @param attempts how many queries may be tried
    Shrinker(Predicate<String> fails, int attempts) {
        this.fails = fails;
        this.attemptsLeft = attempts;
    }

    String shrink(String sql) {
        List<String> tokens = tokens(sql);
        if (!attempt(tokens)) {
            return sql;
        }
        boolean smaller = true;
        while (smaller && attemptsLeft > 0) {
            smaller = false;
            for (int length = Math.max(1, tokens.size() / 2); length >= 1;
                    length = length > 12 ? length / 2 : length - 1) {
                for (int from = 0; from + length <= tokens.size();) {
                    List<String> candidate = without(tokens, from, length, List.of());
                    if (isBalanced(tokens.subList(from, from + length)) && attempt(candidate)) {
                        tokens = candidate;
                        smaller = true;
                    } else {
                        from++;
                    }
                }
            }
            List<String> simplified = simplify(tokens);
            smaller |= simplified.size() < tokens.size();
            tokens = simplified;
        }
        return String.join(" ", tokens);
    }

    /// Replaces bracketed expressions, with the name of the function in front, by simple ones or by what is in them.
    private List<String> simplify(List<String> original) {
        List<String> tokens = original;
        for (int open = 0; open < tokens.size(); open++) {
            if (!tokens.get(open).equals("(")) {
                continue;
            }
            int close = matching(tokens, open);
            boolean called = open > 0 && tokens.get(open - 1).matches("[A-Za-z_]\\w*");
            List<List<String>> candidates = new ArrayList<>();
            for (int from = open; from >= open - (called ? 1 : 0); from--) {
                for (String simple : SIMPLE) {
                    candidates.add(without(tokens, from, close - from + 1, List.of(simple)));
                }
                candidates.add(without(tokens, from, close - from + 1, tokens.subList(open + 1, close)));
            }
            for (List<String> candidate : candidates) {
                if (candidate.size() < tokens.size() && attempt(candidate)) {
                    tokens = candidate;
                    break;
                }
            }
        }
        return tokens;
    }

    private boolean attempt(List<String> tokens) {
        return attemptsLeft-- > 0 && fails.test(String.join(" ", tokens));
    }

    private static List<String> without(List<String> tokens, int from, int length, List<String> instead) {
        List<String> rest = new ArrayList<>(tokens.subList(0, from));
        rest.addAll(instead);
        rest.addAll(tokens.subList(from + length, tokens.size()));
        return rest;
    }

    private static int matching(List<String> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private static boolean isBalanced(List<String> tokens) {
        int depth = 0;
        for (String token : tokens) {
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    static List<String> tokens(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
