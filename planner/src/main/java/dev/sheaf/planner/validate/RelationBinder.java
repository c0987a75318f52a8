// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.sql.FileTable;
import dev.sheaf.planner.sql.PlainSelect;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.StatementParser;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Finds what every name in FROM stands for: a query of a WITH, a table, a view (whose query takes its place), a file
/// or a table function. Tables are replaced by their keys in [BoundTables]. Changes the tree that it walks.
public final class RelationBinder extends SqlShuttle {
    private static final int VIEW_DEPTH_MAX = 64;

    private final CatalogSnapshot catalog;
    private final BoundTables tables;
    private final String schema;
    private final int viewDepth;
    private final Deque<Map<String, WithName>> withNames = new ArrayDeque<>();
    private final Deque<SqlWithItem> definitions = new ArrayDeque<>();
    private final Function<SqlNode, Schema> columnsOf;
    private final RecursiveQueries recursion;
    private final ColumnNames columnNames;

    /// What a name of WITH means.
    ///
    /// @param columns its columns, null when they aren't known
    /// @param self set while the query of that name is bound itself
    private record WithName(
            @Nullable List<String> columns, RecursiveQueries.@Nullable Self self) {}

    /// @param columnsOf the columns of a query whose names are bound, which it may change
    public RelationBinder(
            CatalogSnapshot catalog, String schema, BoundTables tables, Function<SqlNode, Schema> columnsOf) {
        this(catalog, schema, tables, columnsOf, 0);
    }

    private RelationBinder(
            CatalogSnapshot catalog,
            String schema,
            BoundTables tables,
            Function<SqlNode, Schema> columnsOf,
            int viewDepth) {
        this.columnsOf = columnsOf;
        this.catalog = catalog;
        this.schema = schema;
        this.tables = tables;
        this.viewDepth = viewDepth;
        this.columnNames = new ColumnNames(tables, this::withColumns);
        this.recursion = new RecursiveQueries(tables, columnNames, columnsOf, this::bindRecursive);
    }

    /// Binds all names of a query (or a statement with queries in it).
    public SqlNode bind(SqlNode query) {
        return ValuesNames.nameColumns(Objects.requireNonNull(query.accept(this)));
    }

    @Override
    public SqlNode visit(SqlCall call) {
        return switch (call) {
            case SqlWith with -> bindWith(with);
            case SqlSelect select -> {
                bindSelect(select);
                yield select;
            }
            case SqlOrderBy ordered -> bindOrdered(ordered);
            default -> switch (call.getKind()) {
                case VALUES -> {
                    ValuesRows.prepare(call);
                    yield Objects.requireNonNull(super.visit(call));
                }
                case EXPLICIT_TABLE -> visit(selectAll(call));
                case ARRAY_VALUE_CONSTRUCTOR -> throw UnsupportedSyntax.of("a list", call.getParserPosition());
                default -> Objects.requireNonNull(super.visit(call));
            };
        };
    }

    private SqlNode bindWith(SqlWith with) {
        Map<String, WithName> names = new HashMap<>();
        withNames.push(names);
        int before = definitions.size();
        try {
            for (SqlNode node : with.withList) {
                SqlWithItem item = (SqlWithItem) node;
                item.query = item.recursive.booleanValue()
                        ? recursion.bind(item, this::inScope)
                        : Objects.requireNonNull(item.query.accept(this));
                item.recursive = SqlLiteral.createBoolean(false, item.getParserPosition());
                if (item.columnList == null) {
                    item.query = ValuesNames.nameColumns(item.query);
                }
                String name = item.name.getSimple().toLowerCase(Locale.ROOT);
                if (names.containsKey(name)) {
                    throw new SheafException(
                            ErrorCode.DUPLICATE_ALIAS,
                            "WITH has two queries " + item.name,
                            SourcePositions.of(item.getParserPosition()));
                }
                List<String> columns = item.columnList == null
                        ? columnNames.of(item.query)
                        : SqlIdentifier.simpleNames(item.columnList);
                names.put(name, new WithName(columns, null));
                definitions.addLast(item);
            }
            with.setOperand(1, Objects.requireNonNull(with.body.accept(this)));
            return with;
        } finally {
            withNames.pop();
            while (definitions.size() > before) {
                definitions.removeLast();
            }
        }
    }

    private SqlNode bindRecursive(
            SqlNode part, RecursiveQueries.Self self, String name, @Nullable List<String> columns) {
        withNames.push(Map.of(name.toLowerCase(Locale.ROOT), new WithName(columns, self)));
        try {
            return Objects.requireNonNull(part.accept(this));
        } finally {
            withNames.pop();
        }
    }

    /// A query with the queries of WITH that it may read.
    private SqlNode inScope(SqlNode query) {
        SqlNode scoped = query;
        for (Iterator<SqlWithItem> outer = definitions.descendingIterator(); outer.hasNext();) {
            SqlNode definition = SyntaxCopy.of(outer.next());
            scoped = new SqlWith(SqlParserPos.ZERO, SqlNodeList.of(definition), scoped);
        }
        return scoped;
    }

    /// @return what stands for names that joins have merged
    private Map<String, SqlNode> bindSelect(SqlSelect select) {
        SqlNode from = select.getFrom();
        if (from != null) {
            select.setFrom(bindFrom(CommaJoins.outermost(from)));
        }
        List<SqlNode> operands = select.getOperandList();
        for (int i = 0; i < operands.size(); i++) {
            SqlNode operand = operands.get(i);
            if (operand == null || i == SqlSelect.FROM_OPERAND) {
                continue;
            }
            SqlNode bound = operand.accept(this);
            if (bound != operand) {
                select.setOperand(i, bound);
            }
        }
        UsingJoins joins = new UsingJoins(columnNames);
        new SemiJoins(joins).rewrite(select);
        SqlNode rows = select.getFrom();
        List<String> names = rows == null ? List.of() : joins.names(rows);
        if (names != null) {
            WhereAliases.rewrite(select, names);
        }
        return joins.rewrite(select);
    }

    private SqlNode bindOrdered(SqlOrderBy ordered) {
        if (!(ordered.query instanceof SqlSelect select)) {
            return Objects.requireNonNull(super.visit(ordered));
        }
        Map<String, SqlNode> merged = new HashMap<>(bindSelect(select));
        // A name in the select list comes first.
        select.getSelectList().forEach(item -> merged.remove(nameOf(item)));
        SqlNode order = Objects.requireNonNull(ordered.orderList.accept(this));
        return new SqlOrderBy(
                ordered.getParserPosition(),
                select,
                (SqlNodeList) UsingJoins.replace(order, merged),
                bound(ordered.offset),
                bound(ordered.fetch));
    }

    private @Nullable SqlNode bound(@Nullable SqlNode node) {
        return node == null ? null : node.accept(this);
    }

    private static String nameOf(SqlNode item) {
        return item.getKind() == SqlKind.AS
                ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple().toLowerCase(Locale.ROOT)
                : "";
    }

    private SqlNode bindFrom(SqlNode node) {
        return switch (node.getKind()) {
            case IDENTIFIER -> {
                SqlIdentifier name = tableOrFile((SqlIdentifier) node);
                yield as(bindName(name), aliasOf(name), node.getParserPosition());
            }
            case TABLE_REF -> bindFrom(((SqlCall) node).operand(0));
            case JOIN -> {
                SqlJoin join = (SqlJoin) node;
                switch (join.getJoinType()) {
                    case ASOF, LEFT_ASOF -> throw UnsupportedSyntax.of("ASOF JOIN", join.getParserPosition());
                    // Rows of the right side that nothing matches have no left row to look at.
                    case RIGHT, FULL -> join.setRight(independent(join.getRight()));
                    default -> {}
                }
                join.setLeft(bindFrom(join.getLeft()));
                join.setRight(bindFrom(join.getRight()));
                SqlNode condition = join.getCondition();
                if (condition != null) {
                    join.setOperand(5, condition.accept(this));
                }
                yield join;
            }
            case AS -> bindAliased((SqlCall) node);
            case LATERAL -> {
                SqlCall lateral = (SqlCall) node;
                lateral.setOperand(0, bindUnaliased(lateral.operand(0)));
                yield lateral;
            }
            case COLLECTION_TABLE -> {
                SqlCall call = ((SqlCall) node).operand(0);
                yield as(bindFunction(call), call.getOperator().getName(), node.getParserPosition());
            }
            default -> bindUnaliased(node);
        };
    }

    /// An item of FROM that doesn't see those before it.
    private static SqlNode independent(SqlNode item) {
        if (item.getKind() == SqlKind.AS) {
            ((SqlCall) item).setOperand(0, independent(((SqlCall) item).operand(0)));
        }
        return item.getKind() == SqlKind.LATERAL ? ((SqlCall) item).operand(0) : item;
    }

    private SqlNode bindAliased(SqlCall as) {
        SqlNode inner = as.operand(0);
        SqlNode bound = inner.getKind() == SqlKind.LATERAL ? bindFrom(inner) : bindUnaliased(inner);
        if (as.operandCount() == 2 && bound.getKind() == SqlKind.VALUES) {
            List<SqlNode> operands = new ArrayList<>(List.of(bound, as.operand(1)));
            operands.addAll(ValuesNames.columns((SqlCall) bound));
            return SqlStdOperatorTable.AS.createCall(as.getParserPosition(), operands);
        }
        as.setOperand(0, bound);
        return as;
    }

    /// What stands under an alias, or needs none.
    private SqlNode bindUnaliased(SqlNode node) {
        return switch (node.getKind()) {
            case IDENTIFIER -> bindName(tableOrFile((SqlIdentifier) node));
            case TABLE_REF -> bindUnaliased(((SqlCall) node).operand(0));
            case COLLECTION_TABLE -> bindFunction(((SqlCall) node).operand(0));
            case JOIN -> bindFrom(node);
            case SELECT, UNION, INTERSECT, EXCEPT, ORDER_BY, WITH, EXPLICIT_TABLE -> Objects.requireNonNull(
                    node.accept(this));
            case VALUES -> ValuesNames.nameColumns(Objects.requireNonNull(node.accept(this)));
            case TABLESAMPLE -> throw UnsupportedSyntax.of("TABLESAMPLE", node.getParserPosition());
            case PIVOT, UNPIVOT, MATCH_RECOGNIZE, UNNEST, SNAPSHOT -> throw UnsupportedSyntax.of(
                    node.getKind().name(), node.getParserPosition());
            default -> throw UnsupportedSyntax.of(node.getKind() + " in FROM", node.getParserPosition());
        };
    }

    /// A quoted name that no table has may be the path of files (S164).
    private SqlIdentifier tableOrFile(SqlIdentifier name) {
        boolean isFile = FileTable.isPath(name)
                && !isWithName(name.getSimple())
                && find(name).isEmpty();
        return isFile ? FileTable.of(name.getSimple(), name.getParserPosition()) : name;
    }

    private SqlNode bindName(SqlIdentifier name) {
        WithName with = name.isSimple() ? withName(name.getSimple()) : null;
        if (with != null) {
            return with.self() == null ? name : with.self().reference(name);
        }
        SqlParserPos position = name.getParserPosition();
        if (name.names.size() == 2 && name.names.get(0).equals(FileTable.SCHEMA)) {
            String path = name.names.get(1);
            return tables.add(path, catalog.file(path, SourcePositions.of(position)), position);
        }
        String relationName = name.names.getLast();
        Relation relation = find(name).orElseThrow(() -> new SheafException(
                ErrorCode.UNDEFINED_TABLE, "table " + name + " does not exist", SourcePositions.of(position)));
        return switch (relation) {
            case Relation.Table table -> tables.add(relationName, table, position);
            case Relation.View view -> expand(view, position);
        };
    }

    private Optional<Relation> find(SqlIdentifier name) {
        String relationName = name.names.getLast();
        if (name.isSimple()) {
            return catalog.relation(schema, relationName);
        }
        String qualifier = String.join(".", name.names.subList(0, name.names.size() - 1));
        Optional<Relation> found = catalog.relation(qualifier, relationName);
        return found.isPresent() ? found : catalog.relation(schema + "." + qualifier, relationName);
    }

    private SqlNode expand(Relation.View view, SqlParserPos position) {
        if (viewDepth >= VIEW_DEPTH_MAX) {
            throw new SheafException(
                    ErrorCode.PLAN_TOO_COMPLEX,
                    "view " + view.name() + " is nested too deeply",
                    SourcePositions.of(position));
        }
        SqlNode query = SyntaxRewriter.rewrite(StatementParser.parse(view.sql()));
        SqlNode bound = new RelationBinder(catalog, view.searchPath(), tables, columnsOf, viewDepth + 1).bind(query);
        List<SqlNode> operands = new ArrayList<>();
        operands.add(bound);
        operands.add(new SqlIdentifier(view.name(), position));
        for (Field field : view.schema().fields()) {
            operands.add(new SqlIdentifier(field.name(), position));
        }
        SqlNode named = SqlStdOperatorTable.AS.createCall(position, operands);
        return PlainSelect.allOf(named, position);
    }

    private SqlNode bindFunction(SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        TableFunction function = catalog.tableFunction(name).orElseThrow(() -> new SheafException(
                ErrorCode.UNDEFINED_FUNCTION,
                "table function " + name + " does not exist",
                SourcePositions.of(position)));
        FunctionArguments arguments = FunctionArguments.of(call);
        Relation.Table table = function.bind(arguments.positional(), arguments.named(), SourcePositions.of(position));
        return tables.add(name, table, position);
    }

    private boolean isWithName(String name) {
        return withName(name) != null;
    }

    private @Nullable List<String> withColumns(String name) {
        WithName with = withName(name);
        return with == null ? null : with.columns();
    }

    private @Nullable WithName withName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Map<String, WithName> names : withNames) {
            WithName with = names.get(lower);
            if (with != null) {
                return with;
            }
        }
        return null;
    }

    private static String aliasOf(SqlIdentifier name) {
        if (name.names.size() == 2 && name.names.get(0).equals(FileTable.SCHEMA)) {
            String path = name.names.get(1);
            String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            int dot = file.indexOf('.');
            return dot > 0 ? file.substring(0, dot) : file;
        }
        return name.names.getLast();
    }

    private static SqlNode as(SqlNode node, @Nullable String alias, SqlParserPos position) {
        return SqlStdOperatorTable.AS.createCall(position, node, new SqlIdentifier(String.valueOf(alias), position));
    }

    private static SqlSelect selectAll(SqlCall explicitTable) {
        SqlParserPos position = explicitTable.getParserPosition();
        return PlainSelect.allOf(explicitTable.operand(0), position);
    }
}
