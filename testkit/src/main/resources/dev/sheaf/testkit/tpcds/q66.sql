-- TPC-DS Q66: Monthly sales and profit of warehouses by two carriers (qualification parameters)
select
    w_warehouse_name,
    w_warehouse_sq_ft,
    w_city,
    w_county,
    w_state,
    w_country,
    ship_carriers,
    year_,
    sum(jan_sales) jan_sales,
    sum(feb_sales) feb_sales,
    sum(mar_sales) mar_sales,
    sum(apr_sales) apr_sales,
    sum(may_sales) may_sales,
    sum(jun_sales) jun_sales,
    sum(jul_sales) jul_sales,
    sum(aug_sales) aug_sales,
    sum(sep_sales) sep_sales,
    sum(oct_sales) oct_sales,
    sum(nov_sales) nov_sales,
    sum(dec_sales) dec_sales,
    sum(jan_sales / w_warehouse_sq_ft) jan_sales_per_sq_foot,
    sum(feb_sales / w_warehouse_sq_ft) feb_sales_per_sq_foot,
    sum(mar_sales / w_warehouse_sq_ft) mar_sales_per_sq_foot,
    sum(apr_sales / w_warehouse_sq_ft) apr_sales_per_sq_foot,
    sum(may_sales / w_warehouse_sq_ft) may_sales_per_sq_foot,
    sum(jun_sales / w_warehouse_sq_ft) jun_sales_per_sq_foot,
    sum(jul_sales / w_warehouse_sq_ft) jul_sales_per_sq_foot,
    sum(aug_sales / w_warehouse_sq_ft) aug_sales_per_sq_foot,
    sum(sep_sales / w_warehouse_sq_ft) sep_sales_per_sq_foot,
    sum(oct_sales / w_warehouse_sq_ft) oct_sales_per_sq_foot,
    sum(nov_sales / w_warehouse_sq_ft) nov_sales_per_sq_foot,
    sum(dec_sales / w_warehouse_sq_ft) dec_sales_per_sq_foot,
    sum(jan_net) jan_net,
    sum(feb_net) feb_net,
    sum(mar_net) mar_net,
    sum(apr_net) apr_net,
    sum(may_net) may_net,
    sum(jun_net) jun_net,
    sum(jul_net) jul_net,
    sum(aug_net) aug_net,
    sum(sep_net) sep_net,
    sum(oct_net) oct_net,
    sum(nov_net) nov_net,
    sum(dec_net) dec_net
from
    (
        select
            w_warehouse_name,
            w_warehouse_sq_ft,
            w_city,
            w_county,
            w_state,
            w_country,
            'DHL' || ',' || 'BARIAN' ship_carriers,
            d_year year_,
            sum(case when d_moy = 1 then ws_ext_sales_price * ws_quantity else 0 end) jan_sales,
            sum(case when d_moy = 2 then ws_ext_sales_price * ws_quantity else 0 end) feb_sales,
            sum(case when d_moy = 3 then ws_ext_sales_price * ws_quantity else 0 end) mar_sales,
            sum(case when d_moy = 4 then ws_ext_sales_price * ws_quantity else 0 end) apr_sales,
            sum(case when d_moy = 5 then ws_ext_sales_price * ws_quantity else 0 end) may_sales,
            sum(case when d_moy = 6 then ws_ext_sales_price * ws_quantity else 0 end) jun_sales,
            sum(case when d_moy = 7 then ws_ext_sales_price * ws_quantity else 0 end) jul_sales,
            sum(case when d_moy = 8 then ws_ext_sales_price * ws_quantity else 0 end) aug_sales,
            sum(case when d_moy = 9 then ws_ext_sales_price * ws_quantity else 0 end) sep_sales,
            sum(case when d_moy = 10 then ws_ext_sales_price * ws_quantity else 0 end) oct_sales,
            sum(case when d_moy = 11 then ws_ext_sales_price * ws_quantity else 0 end) nov_sales,
            sum(case when d_moy = 12 then ws_ext_sales_price * ws_quantity else 0 end) dec_sales,
            sum(case when d_moy = 1 then ws_net_paid * ws_quantity else 0 end) jan_net,
            sum(case when d_moy = 2 then ws_net_paid * ws_quantity else 0 end) feb_net,
            sum(case when d_moy = 3 then ws_net_paid * ws_quantity else 0 end) mar_net,
            sum(case when d_moy = 4 then ws_net_paid * ws_quantity else 0 end) apr_net,
            sum(case when d_moy = 5 then ws_net_paid * ws_quantity else 0 end) may_net,
            sum(case when d_moy = 6 then ws_net_paid * ws_quantity else 0 end) jun_net,
            sum(case when d_moy = 7 then ws_net_paid * ws_quantity else 0 end) jul_net,
            sum(case when d_moy = 8 then ws_net_paid * ws_quantity else 0 end) aug_net,
            sum(case when d_moy = 9 then ws_net_paid * ws_quantity else 0 end) sep_net,
            sum(case when d_moy = 10 then ws_net_paid * ws_quantity else 0 end) oct_net,
            sum(case when d_moy = 11 then ws_net_paid * ws_quantity else 0 end) nov_net,
            sum(case when d_moy = 12 then ws_net_paid * ws_quantity else 0 end) dec_net
        from web_sales, warehouse, date_dim, time_dim, ship_mode
        where
            ws_warehouse_sk = w_warehouse_sk
            and ws_sold_date_sk = d_date_sk
            and ws_sold_time_sk = t_time_sk
            and ws_ship_mode_sk = sm_ship_mode_sk
            and d_year = 2001
            and t_time between 30838 and 30838 + 28800
            and sm_carrier in ('DHL', 'BARIAN')
        group by w_warehouse_name, w_warehouse_sq_ft, w_city, w_county, w_state, w_country, d_year
        union all
        select
            w_warehouse_name,
            w_warehouse_sq_ft,
            w_city,
            w_county,
            w_state,
            w_country,
            'DHL' || ',' || 'BARIAN',
            d_year,
            sum(case when d_moy = 1 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 2 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 3 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 4 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 5 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 6 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 7 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 8 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 9 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 10 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 11 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 12 then cs_sales_price * cs_quantity else 0 end),
            sum(case when d_moy = 1 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 2 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 3 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 4 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 5 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 6 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 7 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 8 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 9 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 10 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 11 then cs_net_paid_inc_tax * cs_quantity else 0 end),
            sum(case when d_moy = 12 then cs_net_paid_inc_tax * cs_quantity else 0 end)
        from catalog_sales, warehouse, date_dim, time_dim, ship_mode
        where
            cs_warehouse_sk = w_warehouse_sk
            and cs_sold_date_sk = d_date_sk
            and cs_sold_time_sk = t_time_sk
            and cs_ship_mode_sk = sm_ship_mode_sk
            and d_year = 2001
            and t_time between 30838 and 30838 + 28800
            and sm_carrier in ('DHL', 'BARIAN')
        group by w_warehouse_name, w_warehouse_sq_ft, w_city, w_county, w_state, w_country, d_year
    ) x
group by
    w_warehouse_name,
    w_warehouse_sq_ft,
    w_city,
    w_county,
    w_state,
    w_country,
    ship_carriers,
    year_
order by w_warehouse_name nulls first
limit 100
