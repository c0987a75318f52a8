<#--
  Copyright 2026 The Sheaf Authors
  SPDX-License-Identifier: Apache-2.0
-->

/** The infix cast of PostgreSQL: value::type. It binds tighter than any other binary operator. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType()
    {
        InfixCasts.apply(list, type);
    }
}

/** $$text$$, in which nothing is escaped. */
SqlNode DollarString() :
{
}
{
    <DOLLAR_STRING> {
        return SqlLiteral.createCharString(token.image.substring(2, token.image.length() - 2), getPos());
    }
}

/** Operators of PostgreSQL and DuckDB: | >> ~ !~ // ** == ^@ and AT TIME ZONE. */
void DialectBinary(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlOperator operator;
}
{
    (
        <VERTICAL_BAR> { operator = DialectOperators.BIT_OR; }
    |
        <RIGHTSHIFT> { operator = DialectOperators.SHIFT_RIGHT; }
    |
        <TILDE> { operator = DialectOperators.MATCHES; }
    |
        <NOT_TILDE> { operator = DialectOperators.MATCHES_NOT; }
    |
        ( <DOUBLE_SLASH> | <DIV> ) { operator = DialectOperators.INTEGER_DIVIDE; }
    |
        <DOUBLE_STAR> { operator = DialectOperators.POWER; }
    |
        <DOUBLE_EQUALS> { operator = SqlStdOperatorTable.EQUALS; }
    |
        <CARET_AT> { operator = DialectOperators.STARTS_WITH; }
    |
        <AT> <TIME> <ZONE> { operator = DialectOperators.AT_TIME_ZONE; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(operator, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** What may stand behind the arguments of an aggregate or window function: f(x ORDER BY y IGNORE NULLS). */
void ArgumentSuffix(List<SqlNode> arguments) :
{
    SqlNodeList order = SqlNodeList.EMPTY;
    Pair<SqlParserPos, SqlOperator> nulls = null;
}
{
    (
        order = OrderBy(true) [ nulls = NullTreatment() ]
    |
        nulls = NullTreatment() [ order = OrderBy(true) ]
    )
    {
        arguments.add(ArgumentSuffix.of(order, nulls == null ? null : nulls.right, getPos()));
    }
}

/** [a, b]: a list, for functions that take one. */
SqlNode ListLiteral() :
{
    SqlNodeList elements = SqlNodeList.EMPTY;
    final Span s;
}
{
    <LBRACKET> { s = span(); }
    [ elements = ExpressionCommaList(s, ExprContext.ACCEPT_NON_QUERY) ]
    <RBRACKET>
    { return SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(s.end(this), elements.getList()); }
}
