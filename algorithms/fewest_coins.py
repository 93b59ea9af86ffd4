def fewest_coins(coins, amount):
    fewest = [0]
    for total in range(1, amount + 1):
        best = -1
        for coin in coins:
            if coin <= total and fewest[total - coin] >= 0:
                count = fewest[total - coin] + 1
                if best == -1 or count < best:
                    best = count
        fewest.append(best)
    return fewest[amount]
