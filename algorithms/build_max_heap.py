def build_max_heap(numbers):
    heap = list(numbers)
    for start in range(len(heap) // 2 - 1, -1, -1):
        parent = start
        while 2 * parent + 1 < len(heap):
            child = 2 * parent + 1
            if child + 1 < len(heap) and heap[child + 1] > heap[child]:
                child += 1
            if heap[parent] >= heap[child]:
                break
            heap[parent], heap[child] = heap[child], heap[parent]
            parent = child
    return heap
