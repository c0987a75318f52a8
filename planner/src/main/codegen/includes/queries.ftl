<#--
  Copyright 2026 The Sheaf Authors
  SPDX-License-Identifier: Apache-2.0
-->

/** DISTINCT ON ( expressions ). */
SqlNodeList DistinctOn() :
{
    final SqlNodeList keys;
    final Span s;
}
{
    <ON> { s = span(); } <LPAREN> keys = ExpressionCommaList(s, ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
    { return keys; }
}

/** The word ALL of ORDER BY ALL, with its direction and null order. */
void OrderByAll(List<SqlNode> list) :
{
    SqlNode e;
}
{
    <ALL> { e = AllClause.orderBy(getPos()); }
    [ <ASC> | <DESC> { e = SqlStdOperatorTable.DESC.createCall(getPos(), e); } ]
    [
        LOOKAHEAD(2) <NULLS> <FIRST> { e = SqlStdOperatorTable.NULLS_FIRST.createCall(getPos(), e); }
    |
        <NULLS> <LAST> { e = SqlStdOperatorTable.NULLS_LAST.createCall(getPos(), e); }
    ]
    { list.add(e); }
}

/** FROM t [ SELECT ... ] [ WHERE ... ] and so on: the order in which a query is understood. */
SqlSelect FromFirstSelect() :
{
    final List<SqlLiteral> keywords = new ArrayList<SqlLiteral>();
    final List<SqlNode> selectList = new ArrayList<SqlNode>();
    final SqlNode fromClause;
    final SqlNode where;
    final SqlNodeList groupBy;
    final SqlNode having;
    final SqlNodeList windowDecls;
    final SqlNode qualify;
    SqlLiteral keyword;
    SqlNodeList distinctOn = null;
    final Span s;
}
{
    <FROM> { s = span(); }
    fromClause = FromClause()
    [
        <SELECT>
        [ keyword = AllOrDistinct() { keywords.add(keyword); } [ distinctOn = DistinctOn() ] ]
        AddSelectItem(selectList)
        ( LOOKAHEAD({getToken(1).kind == COMMA && !endsSelectList(getToken(2))}) <COMMA> AddSelectItem(selectList) )*
        [ LOOKAHEAD({getToken(1).kind == COMMA && endsSelectList(getToken(2))}) <COMMA> ]
    ]
    ( where = Where() | { where = null; } )
    ( groupBy = GroupBy() | { groupBy = null; } )
    ( having = Having() | { having = null; } )
    ( windowDecls = Window() | { windowDecls = null; } )
    ( qualify = Qualify() | { qualify = null; } )
    {
        if (selectList.isEmpty()) {
            selectList.add(SqlIdentifier.star(s.pos()));
        }
        return DistinctOnSelect.of(distinctOn, s.end(this), new SqlNodeList(keywords, s.pos()),
            new SqlNodeList(selectList, Span.of(selectList).pos()), fromClause, where, groupBy, having, windowDecls,
            qualify, null, null, null, SqlNodeList.EMPTY);
    }
}

JoinType LeftSemiJoin() :
{
}
{
    <LEFT> <SEMI> <JOIN> { return JoinType.LEFT_SEMI_JOIN; }
}

JoinType LeftAntiJoin() :
{
}
{
    <LEFT> <ANTI> <JOIN> { return JoinType.LEFT_ANTI_JOIN; }
}

JoinType SemiJoin() :
{
}
{
    <SEMI> <JOIN> { return JoinType.LEFT_SEMI_JOIN; }
}

JoinType AntiJoin() :
{
}
{
    <ANTI> <JOIN> { return JoinType.LEFT_ANTI_JOIN; }
}

JAVACODE boolean endsSelectList(Token next) {
    return next.kind == EOF || next.kind == FROM || next.kind == WHERE || next.kind == GROUP || next.kind == HAVING
        || next.kind == ORDER || next.kind == LIMIT || next.kind == RPAREN || next.kind == SEMICOLON;
}
