def polygon_double_area(corners):
    total = 0
    for i in range(len(corners)):
        x1, y1 = corners[i]
        x2, y2 = corners[(i + 1) % len(corners)]
        total += x1 * y2 - x2 * y1
    return abs(total)
