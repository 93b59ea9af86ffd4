def stock_profit_with_fee(prices, fee):
    without_share = 0
    with_share = -prices[0]
    for price in prices[1:]:
        without_share = max(without_share, with_share + price - fee)
        with_share = max(with_share, without_share - price)
    return without_share
