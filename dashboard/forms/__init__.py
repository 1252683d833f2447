"""What a person fills in on a page: values collected for the drawing in `dashboard/ui`.

Apart from views, so that the figures of a page know nothing of the screen.
"""
