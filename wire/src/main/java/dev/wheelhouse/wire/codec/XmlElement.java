package dev.wheelhouse.wire.codec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML document, names without namespaces.
 *
 * @param text all text directly in it
 */
record XmlElement(
        String name, Map<String, String> attributes, String text, List<XmlElement> children) {
    private static final int MAX_DEPTH = 50;
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Reads a document; DTDs and external entities are refused.
     *
     * @return empty if the text is not a well-formed document or nests deeper than 50
     */
    static Optional<XmlElement> parse(String document) {
        try {
            var reader = FACTORY.createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        var root = element(reader, 1);
                        while (reader.hasNext()) {
                            reader.next(); // what follows must be well-formed too
                        }
                        return Optional.of(root);
                    }
                    case XMLStreamReader.DTD -> throw new XMLStreamException("A DTD");
                    default -> {}
                }
            }
            return Optional.empty();
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
    }

    private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("Too deep");
        }
        var name = reader.getLocalName();
        var attributes = new HashMap<String, String>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        var text = new StringBuilder();
        var children = new ArrayList<XmlElement>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                        text.append(reader.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    return new XmlElement(name, attributes, text.toString(), children);
                }
                case XMLStreamReader.ENTITY_REFERENCE ->
                        throw new XMLStreamException("An entity that is not declared");
                default -> {}
            }
        }
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).findFirst();
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).toList();
    }
}
