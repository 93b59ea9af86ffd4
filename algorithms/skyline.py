def skyline(buildings):
    edges = sorted({x for left, right, _ in buildings for x in (left, right)})
    outline = []
    height = 0
    for x in edges:
        tallest = 0
        for left, right, top in buildings:
            if left <= x < right and top > tallest:
                tallest = top
        if tallest != height:
            outline.append([x, tallest])
            height = tallest
    return outline
