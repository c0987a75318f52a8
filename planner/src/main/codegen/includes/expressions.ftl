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
